entity-account = Eine Firma
    .this = diese Firma
entity-contact = Ein Kontakt
    .this = diesen Kontakt
entity-deal = Ein Deal
    .this = diesen Deal
entity-lead = Ein Lead
    .this = diesen Lead
entity-pipeline = Eine Pipeline
    .this = diese Pipeline
entity-stage = Eine Stufe
    .this = diese Stufe

notification-deal_won = { $record } wurde gewonnen
    .body = { $actor } hat den Deal als gewonnen abgeschlossen

notification-deal_lost = { $record } ging verloren
    .body = { $actor } hat den Deal als verloren abgeschlossen

notification-deal_moved = { $record } ist weitergerückt
    .body = { $hasReferenced ->
        [no] { $actor } hat den Deal verschoben; er ist jetzt in einer anderen Stufe
       *[yes] { $actor } hat den Deal verschoben; er ist jetzt in { $referenced }
    }

# Die Module von Berechtigungen.
module-accounts = Firmen
module-contacts = Kontakte
module-deals = Deals
module-leads = Leads
module-pipelines = Pipelines und Stufen
