entity-activity = A activity
    .this = this activity

notification-task_due = { $record } is due
    .body = { $hasDay ->
        [no] { "" }
       *[yes] to be done by { $day }
    }

# The module of permissions.
module-activities = Activities
