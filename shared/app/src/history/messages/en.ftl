# Permissions to look into the past, and to undo.
module-audit = Audit
    .read = Read the audit

module-changesets = Change sets
    .read = See the change sets of others
    .revert = Revert the change sets of others
