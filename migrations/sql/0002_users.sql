-- People. The one global table of the CRM: a person has one password and may belong to several tenants.

CREATE TABLE users (
    id             uuid        PRIMARY KEY,
    email          text        NOT NULL,
    email_lower    text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(email)) STORED UNIQUE,
    password_hash  text        NOT NULL,
    first_name     text        NOT NULL,
    last_name      text        NOT NULL,
    status         text        NOT NULL CHECK (status IN ('active', 'disabled')),
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
COMMENT ON TABLE users IS
    'Global, not per tenant. The application reads the members of the current tenant, never a password hash, and writes only through gate functions.';

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
-- The policy that shows members to their tenant needs the memberships and stands in their file; until then nobody sees a row.

GRANT SELECT (id, email, email_lower, first_name, last_name, status, version, created_at, updated_at)
    ON users TO plenum_app;
