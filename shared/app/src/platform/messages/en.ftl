notification-limit_nearly_reached = A limit of your plan is nearly reached
    .body = { $hasSubjects ->
        [no] 80 % of what your plan allows is in use: something. Beyond the limit, nothing can be added.
       *[yes] 80 % of what your plan allows is in use: { $subjects }. Beyond the limit, nothing can be added.
    }
    .seats = seats
    .openInvitations = open invitations
    .serviceAccounts = service accounts
    .customRoles = roles of your own
    .teams = teams
    .records = records
    .openJobs = jobs that wait or run
    .listsAtOnce = lists under way
    .hubConnections = connections
    .resumeDays = days to resume from
    .personRequests = requests of a person in 15 minutes
    .machineRequests = requests of a service account in 15 minutes
    .tenantRequests = requests of the organisation in 15 minutes
    .hubCalls = calls a second on a connection
    .hubCallBurst = calls at once on a connection
