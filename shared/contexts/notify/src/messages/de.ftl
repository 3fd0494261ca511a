# Wer etwas tat, ohne bekannten Namen.
somebody = Jemand

# Der Titel einer Benachrichtigung, deren Datensatz nicht mehr zu sehen ist.
notification-hidden = Etwas, das Sie nicht mehr sehen können

notification-mentioned = { $actor } hat Sie erwähnt
    .body = { $record }

notification-assigned = { $record } wurde Ihnen zugewiesen
    .body = { $actor } hat Ihnen { $entity } zugewiesen

notification-record_changed = { $record } wurde geändert
    .body = { $change ->
        [deleted] { $actor } hat den Datensatz gelöscht
        [restored] { $actor } hat den Datensatz wiederhergestellt
        [fields] { $actor } hat geändert: { $fields }
       *[other] { $actor } hat den Datensatz geändert
    }
