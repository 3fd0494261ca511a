notification-limit_nearly_reached = Eine Grenze Ihres Tarifs ist fast erreicht
    .body = { $hasSubjects ->
        [no] 80 % einer Grenze Ihres Tarifs sind ausgeschöpft. Ist sie erreicht, kann nichts mehr hinzukommen.
       *[yes] 80 % dessen, was Ihr Tarif erlaubt, sind ausgeschöpft: { $subjects }. Ist die Grenze erreicht, kann nichts mehr hinzukommen.
    }
    .seats = Plätze
    .openInvitations = offene Einladungen
    .serviceAccounts = Dienstkonten
    .customRoles = eigene Rollen
    .teams = Teams
    .records = Datensätze
    .openJobs = wartende und laufende Aufträge
    .listsAtOnce = laufende Listen
    .hubConnections = Verbindungen
    .resumeDays = Tage zum Nachholen
    .personRequests = Anfragen einer Person in 15 Minuten
    .machineRequests = Anfragen eines Dienstkontos in 15 Minuten
    .tenantRequests = Anfragen der Organisation in 15 Minuten
    .hubCalls = Aufrufe je Sekunde auf einer Verbindung
    .hubCallBurst = Aufrufe auf einmal auf einer Verbindung
