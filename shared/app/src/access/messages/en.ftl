# Permissions over the tenant itself.
module-users = Administration
    .read = See members, teams, roles, invitations and usage
    .write = Administer members, teams, roles, invitations and settings
    .delete = Delete teams and roles, withdraw invitations, revoke service accounts
