entity-account = A account
    .this = this account
entity-contact = A contact
    .this = this contact
entity-deal = A deal
    .this = this deal
entity-lead = A lead
    .this = this lead
entity-pipeline = A pipeline
    .this = this pipeline
entity-stage = A stage
    .this = this stage

notification-deal_won = { $record } was won
    .body = { $actor } closed the deal as won

notification-deal_lost = { $record } was lost
    .body = { $actor } closed the deal as lost

notification-deal_moved = { $record } has moved
    .body = { $hasReferenced ->
        [no] { $actor } moved the deal; it is in another stage now
       *[yes] { $actor } moved the deal; it is in { $referenced } now
    }

# The modules of permissions.
module-accounts = Accounts
module-contacts = Contacts
module-deals = Deals
module-leads = Leads
module-pipelines = Pipelines and stages
