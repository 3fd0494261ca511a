# Messages that belong to no context.

# A date, of the digits of its parts: 2026-05-31.
date = { $year }-{ $month }-{ $day }

# The titles of the permissions that every module of records has.
action-read = Read
action-write = Create and change
action-delete = Delete and restore

# The titles of errors. They are the summaries in shared/src/error.rs; a test compares the two.
problem-malformed_body = the request body is not valid JSON of the expected shape
problem-malformed_query = a query parameter is unknown, repeated or not of the expected form
problem-malformed_header = a request header is not of the expected form
problem-invalid_cursor = the cursor is not one that was given to you for this list or tenant
problem-unauthenticated = a valid access token is needed
problem-invalid_credentials = the e-mail address or the password is wrong
problem-invalid_refresh_token = the refresh token is unknown, expired or was used before; sign in again
problem-invalid_client = the client is unknown, or its secret is wrong or has ended
problem-invalid_request = the request for a token is not of the form that RFC 6749 gives it
problem-unsupported_grant_type = tokens are given for client credentials only
problem-invalid_invitation = the invitation is unknown, expired, withdrawn or was used before; ask for a new one
problem-forbidden = your role does not allow this
problem-beyond_your_access = this would give or take more than you may do yourself
problem-tenant_mismatch = the tenant named in the request is not the one your token was issued for
problem-feature_not_in_plan = your organisation's plan does not include this
problem-tenant_suspended = this organisation is suspended
problem-not_found = there is no such thing, or it is not yours to see
problem-method_not_allowed = this address does not answer to that method
problem-registration_refused = this registration cannot be completed; if you already have an account, sign in instead
problem-already_exists = another record already has this value
problem-in_use = other records still refer to this one
problem-system_role = this role is one that every organisation has and cannot be changed like this
problem-last_of_its_kind = this is the last of its kind and cannot go
problem-limit_reached = there are as many of these as there may be
problem-not_deleted = the record is not deleted
problem-job_over = the job is over
problem-job_not_failed = only a job that failed for good or was cancelled can be run again
problem-stale = the record was changed since you read it
problem-body_too_large = the request body is larger than this server accepts
problem-unsupported_media_type = the request body must be JSON
problem-invalid = one or more fields are not acceptable
problem-read_only_field = the field is set by the server
problem-unknown_field = the entity has no such field
problem-missing_field = the field is required
problem-invalid_value = the value is not of the field's type or range
problem-unknown_operator = a filter has no such operator
problem-unsuitable_operator = the operator does not go with this field
problem-filter_too_large = the filter is nested too deeply or has too many conditions
problem-unsortable_field = a list cannot be sorted by this field, or by so many
problem-unknown_relation = the entity has no such relation
problem-unknown_reference = the referenced record does not exist
problem-invalid_transition = the field cannot go from the value it has to this one
problem-stage_not_in_pipeline = the stage does not belong to the deal's pipeline
problem-too_many_operations = a batch has more operations than there may be
problem-repeated_record = an earlier operation of the batch names the same record
problem-invalid_cron = the cron line cannot be read
problem-cron_never_fires = the cron line has no time that ever comes
problem-unknown_zone = there is no such time zone
problem-weak_password = the password is too short, too long or too common
problem-too_many_attempts = there were too many attempts with a wrong password, or too many at once; wait as long as Retry-After says
problem-rate_limited = there were too many requests; wait as long as Retry-After says
problem-too_many_requests = you have too many requests of this kind under way; wait as long as Retry-After says
problem-busy = the server is busy with this; try again in a moment
problem-unavailable = a part of the service is not reachable; try again
problem-draining = this server is shutting down; another will answer
problem-internal = something went wrong on our side; the request id helps us find it
