entity-activity = Eine Aktivität
    .this = diese Aktivität

notification-task_due = { $record } ist fällig
    .body = { $hasDay ->
        [no] { "" }
       *[yes] zu erledigen bis { $day }
    }

# Das Modul von Berechtigungen.
module-activities = Aktivitäten
