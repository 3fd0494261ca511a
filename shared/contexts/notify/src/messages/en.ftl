# The actor whose name is unknown.
somebody = Somebody

# The title of a notification whose record is out of its reader's sight.
notification-hidden = Something that you can no longer see

notification-mentioned = { $actor } mentioned you
    .body = { $record }

# The entity is the attribute `this` of its message.
notification-assigned = { $record } was assigned to you
    .body = { $actor } assigned { $entity } to you

# The fields are names as in the API.
notification-record_changed = { $record } has changed
    .body = { $change ->
        [deleted] { $actor } deleted it
        [restored] { $actor } restored it
        [fields] { $actor } changed { $fields }
       *[other] { $actor } changed it
    }
