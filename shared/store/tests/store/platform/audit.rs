//! The catalogue audit: finds unsafe parts of the live schema, and describes them in sentences.
//!
//! Everything allowed beyond the plain rules stands in [`ALLOWED`] with its reason. The list may only shrink: an entry
//! that nothing needs any more is a finding too. The checks know no table by name, so a new migration is judged as it
//! is.

use std::collections::BTreeSet;

use sqlx::{PgConnection, Row};

/// Exceptions, each with its reason.
const ALLOWED: &[(&str, &str)] = &[
    ("index tenants_pkey", "the tenant's own id is its border"),
    ("index tenants_slug_key", "a slug names a tenant in a host name, so it is unique among all"),
    ("index users_pkey", "a person is the same in every tenant"),
    (
        "index users_email_key",
        "one login per address, however it is spelt; registration answers the same for a taken one",
    ),
    ("index users_email_lower_key", "one login per address; registration answers the same for a taken one"),
    ("index sign_in_attempts_pkey", "a password is tried before there is a tenant"),
    ("foreign key memberships_user_id_fkey", "users are global; a membership is what brings one into the tenant"),
    ("policy members_of_tenant on users", "read only: the members of the current tenant"),
    ("policy gate_identities on users", "login and registration come before there is a tenant"),
    ("policy gate_memberships on memberships", "a login asks for all tenants of one person"),
    ("policy gate_tenants on tenants", "the names of those tenants"),
    ("policy gate_heads on tenant_seq", "one poll for the heads of all tenants a node serves"),
    ("policy gate_search on pipelines", "read only: the words of records, for the function that searches one tenant's"),
    ("policy gate_search on stages", "the same"),
    ("policy gate_search on accounts", "the same"),
    ("policy gate_search on contacts", "the same"),
    ("policy gate_search on deals", "the same"),
    ("policy gate_search on activities", "the same"),
    ("policy gate_search on leads", "the same"),
    ("policy gate_stale on teams", "read only: in which tenants a name is to be folded again"),
    ("policy gate_backlog on consumer_positions", "one poll for all tenants in which a consumer is behind"),
    ("policy gate_start on consumer_positions", "a new consumer begins at the heads of all logs"),
    ("table consumers", "of no tenant; the application has no right to it, and only the gate reads it"),
    ("index consumers_pkey", "consumers are of no tenant"),
    ("policy gate_parked on consumer_parked", "what was put aside in all tenants, for an operator to look at"),
    ("policy gate_due on activities", "one poll for all tenants with tasks that are due"),
    ("policy gate_due on tasks_due", "and were not noticed"),
    ("policy gate_retention on notifications", "the oldest of all tenants go"),
    ("policy gate_jobs on jobs", "one queue for all tenants: workers claim, extend and end jobs of any"),
    ("policy gate_turns on job_turns", "which tenant was served longest ago"),
    ("policy gate_schedules on schedules", "one poll for the schedules of all tenants that are due"),
    ("table users", "global: its policies are those named above, and none of a tenant"),
    ("table platform_operators", "of no tenant; the application has no right to it, the gate's functions are the way"),
    ("index platform_operators_pkey", "operators are of no tenant"),
    ("index platform_operators_token_hash_key", "operators are of no tenant"),
    ("function gate.operator_by_token(bytea,timestamp with time zone)", "an operator is of no tenant"),
    (
        "function gate.operator_add(uuid,text,text,bytea,timestamp with time zone,timestamp with time zone)",
        "the command line makes operators",
    ),
    ("function gate.operators()", "the command line lists operators, without the hashes of their tokens"),
    ("function gate.operator_revoke(uuid,timestamp with time zone)", "the command line takes tokens back"),
    ("function gate.tenant_of_slug(text)", "an operator names a tenant by its slug"),
    (
        "function gate.tenants_page(text,timestamp with time zone,uuid,boolean,integer)",
        "an operator sees which tenants there are, and nothing that is theirs",
    ),
    ("table cluster_epoch", "about the server, not about tenants; only the gate reads it"),
    ("table sign_in_attempts", "counted before there is a tenant; names nobody, and only the gate reads it"),
    ("table _sqlx_migrations", "the migrator's own; the application has no right to it"),
    ("function gate.identity_by_email(text)", "login: the only way to a password hash"),
    ("function gate.identity_by_email_key(text)", "login: the only way to a password hash"),
    ("function gate.identity_create(uuid,text,text,text,text,text,timestamp with time zone)", "registration"),
    ("function gate.identity_create(uuid,text,text,text,text,timestamp with time zone)", "registration"),
    ("function gate.identity_rehash(uuid,text,text)", "stronger hashes at the next login"),
    ("function gate.identity_rename(text,text,timestamp with time zone)", "a person's own names, in all tenants"),
    ("function gate.identity_hold(uuid,text)", "a session begins with the password of this moment"),
    ("function gate.identity_change_password(uuid,text,text)", "another password ends the sessions of all tenants"),
    (
        "function gate.sign_in_begin(bytea,bytea,bytea,timestamp with time zone,interval,integer,integer,integer,interval)",
        "guesses are counted before there is a tenant",
    ),
    ("function gate.sign_in_end(bytea,bytea,bytea,timestamp with time zone)", "and what was no guess is not"),
    ("function gate.memberships_of(uuid)", "login: the tenants to choose from"),
    ("function gate.log_heads(uuid[])", "the hub's poll"),
    (
        "function gate.search(text,tsquery,tsquery)",
        "under a policy no index over words can be used; it names the tenant of the transaction itself",
    ),
    ("function gate.search(text,text,tsquery,tsquery)", "the same, by the words that the program keeps"),
    (
        "function gate.tenants_with_old_text(text[],text,integer,uuid,integer)",
        "the renewal of texts asks in which tenants there is something to do",
    ),
    ("function gate.consumer_backlog(text,timestamp with time zone,integer)", "the worker's poll"),
    (
        "function gate.start_consumer(text,boolean,timestamp with time zone)",
        "the worker starts a consumer in all tenants",
    ),
    ("function gate.consumer_parked(uuid,bigint,integer)", "the operator's list of what was put aside"),
    ("function gate.tenants_with_tasks_due(date,date,integer)", "the clock of the tasks"),
    ("function gate.expire_notifications(timestamp with time zone,integer)", "retention goes through all tenants"),
    (
        "function gate.tenants_with_old_notifications(timestamp with time zone,uuid[])",
        "retention asks in which tenants there is something to do",
    ),
    (
        "function gate.expire_notifications_of_tenant(timestamp with time zone,integer)",
        "one tenant's, but the application may not delete what is young",
    ),
    ("function gate.jobs_promote(timestamp with time zone,integer)", "what is due by time, in all tenants together"),
    (
        "function gate.jobs_claim(text[],integer,integer,integer,uuid,timestamp with time zone,interval)",
        "a worker takes jobs of any tenant, fairly",
    ),
    (
        "function gate.jobs_claim(text[],integer,integer,integer,uuid,timestamp with time zone,timestamp with time zone)",
        "the same, for the program before this one",
    ),
    (
        "function gate.jobs_heartbeat(uuid[],uuid[],bigint[],interval)",
        "a worker keeps the jobs that it runs, of several tenants at once",
    ),
    (
        "function gate.jobs_heartbeat(uuid[],uuid[],bigint[],timestamp with time zone)",
        "the same, for the program before this one",
    ),
    (
        "function gate.jobs_finish(uuid[],uuid[],bigint[],jsonb[],timestamp with time zone)",
        "a worker ends jobs of several tenants at once, with the fences that it holds",
    ),
    (
        "function gate.jobs_release(uuid[],uuid[],bigint[],timestamp with time zone)",
        "a worker that stops gives its jobs back",
    ),
    ("function gate.jobs_take_back(timestamp with time zone,integer)", "a worker that died cannot give its jobs back"),
    ("function gate.jobs_recover(timestamp with time zone,integer)", "the same, for the program before this one"),
    ("function gate.jobs_depth(timestamp with time zone)", "the metrics of the queue, which name no tenant"),
    ("function gate.jobs_dead(uuid,integer)", "the operator's list of jobs that failed for good"),
    (
        "function gate.jobs_expire(timestamp with time zone,timestamp with time zone,integer)",
        "retention goes through all tenants",
    ),
    ("function gate.schedules_due(timestamp with time zone,integer)", "the clock of the schedules"),
    ("policy gate_default on change_log_default", "read only: whether any tenant has entries without a month"),
    ("function gate.tenants_after(uuid,integer)", "retention goes through all tenants"),
    ("policy gate_permission_defaults on permission_defaults", "one look for the tenants to which permissions are new"),
    (
        "function gate.tenants_lacking_permissions(text[],text[],uuid,integer)",
        "built-in roles get the defaults of a release in all tenants; ids only",
    ),
    (
        "function gate.purge_records(text,uuid[],timestamp with time zone)",
        "one tenant's, but the application may delete no record that is young or referred to",
    ),
    (
        "function gate.forget_log(timestamp with time zone,integer)",
        "one tenant's, but the application may not change the log, and never what is young",
    ),
    ("function gate.log_default_rows(integer)", "a number for an alarm"),
    ("function gate.epoch()", "the epoch of this timeline is not a tenant's"),
    (
        "function gate.ensure_log_partitions(integer,timestamp with time zone)",
        "only the owner of a table may partition it",
    ),
];

const TABLES: &str = "
    SELECT c.oid, c.relname::text AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
        c.relispartition AS is_partition, pg_get_userbyid(c.relowner)::text AS owner,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
            OR c.relname = 'tenants' AS of_tenants
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY c.relname";

const POLICIES: &str = "
    SELECT p.polname::text AS name, c.relname::text AS on_table, p.polcmd = '*' AND p.polpermissive AS for_all,
        pg_get_expr(p.polqual, p.polrelid) AS using_text, pg_get_expr(p.polwithcheck, p.polrelid) AS check_text
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    ORDER BY c.relname, p.polname";

const UNIQUE_KEYS: &str = "
    SELECT i.indexrelid::regclass::text AS name,
        (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]) AS first,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'tenant_id') AS of_tenant
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisunique AND c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'pg_toast')
        AND c.relname NOT IN ('cluster_epoch', '_sqlx_migrations')
    ORDER BY 1";

const FOREIGN_KEYS: &str = "
    SELECT k.conname::text AS name,
        EXISTS (
            SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, theirs)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
            JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.theirs
            WHERE a.attname = 'tenant_id'
                AND (b.attname = 'tenant_id' OR (k.confrelid::regclass::text = 'tenants' AND b.attname = 'id'))
        ) AS carries_tenant,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'tenant_id') AS of_tenant
    FROM pg_constraint k
    WHERE k.contype = 'f'
    ORDER BY 1";

const ROLES: &str = "
    SELECT rolname::text AS name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    FROM pg_roles WHERE rolname IN ('plenum_app', 'plenum_owner', 'plenum_gate') ORDER BY 1";

/// The objects that the application's role owns, its excess rights, and its memberships.
const APP_RIGHTS: &str = "
    WITH app AS (SELECT oid FROM pg_roles WHERE rolname = 'plenum_app'),
    tables AS (
        SELECT c.oid, c.relname, c.relrowsecurity AND c.relforcerowsecurity AS guarded, c.relispartition
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    )
    SELECT format('plenum_app owns %s', c.relname) FROM pg_class c, app WHERE c.relowner = app.oid
    UNION ALL SELECT format('plenum_app owns function %s', p.proname) FROM pg_proc p, app WHERE p.proowner = app.oid
    UNION ALL SELECT format('plenum_app owns schema %s', n.nspname) FROM pg_namespace n, app WHERE n.nspowner = app.oid
    UNION ALL SELECT format('plenum_app is a member of %s', m.roleid::regrole) FROM pg_auth_members m, app WHERE m.member = app.oid
    UNION ALL SELECT format('plenum_app may create objects in schema %s', n.nspname) FROM pg_namespace n, app
        WHERE n.nspname !~ '^pg_' AND has_schema_privilege(app.oid, n.oid, 'CREATE')
    UNION ALL SELECT format('plenum_app has %s on %s', privilege, t.relname)
        FROM tables t, app, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
        WHERE has_table_privilege(app.oid, t.oid, privilege)
    UNION ALL SELECT format('plenum_app has %s on %s, which is append-only', privilege, t.relname)
        FROM tables t, app, unnest(ARRAY['UPDATE', 'DELETE']) AS privilege
        WHERE t.relname LIKE 'change\\_log%'
            AND (has_table_privilege(app.oid, t.oid, privilege)
                OR privilege = 'UPDATE' AND has_any_column_privilege(app.oid, t.oid, privilege))
    UNION ALL SELECT format('plenum_app has %s on partition %s', privilege, t.relname)
        FROM tables t, app, unnest(ARRAY['SELECT', 'INSERT']) AS privilege
        WHERE t.relispartition AND has_any_column_privilege(app.oid, t.oid, privilege)
    UNION ALL SELECT format('plenum_app has %s on %s, which has no row-level security', privilege, t.relname)
        FROM tables t, app, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
        WHERE NOT t.guarded
            AND (has_table_privilege(app.oid, t.oid, privilege)
                OR privilege <> 'DELETE' AND has_any_column_privilege(app.oid, t.oid, privilege))
    UNION ALL SELECT format('plenum_app has %s on password hashes', privilege)
        FROM app, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege
        WHERE has_column_privilege(app.oid, 'public.users', 'password_hash', privilege)
    UNION ALL SELECT format('plenum_app has %s on this database', privilege)
        FROM app, unnest(ARRAY['CREATE', 'TEMPORARY']) AS privilege
        WHERE has_database_privilege(app.oid, current_database(), privilege)
    UNION ALL SELECT format('plenum_app may connect to %s', d.datname)
        FROM pg_database d, app
        WHERE d.datname IN ('postgres', 'template1') AND has_database_privilege(app.oid, d.oid, 'CONNECT')
    UNION ALL SELECT format('everybody has %s on this database', a.privilege_type)
        FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
        WHERE d.datname = current_database() AND a.grantee = 0
    UNION ALL SELECT format('plenum_app may call %s, and no policy holds for large objects', p.oid::regprocedure)
        FROM pg_proc p, app
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (p.proname LIKE 'lo\\_%' OR p.proname IN ('loread', 'lowrite'))
            AND has_function_privilege(app.oid, p.oid, 'EXECUTE')
    ORDER BY 1";

const FUNCTIONS: &str = "
    SELECT format('%s.%s(%s)', n.nspname, p.proname, (
            SELECT string_agg(format_type(t, NULL), ',' ORDER BY position)
            FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS arguments (t, position))) AS name,
        p.prosecdef AS definer,
        coalesce('search_path=pg_catalog, public, pg_temp' = ANY (p.proconfig), false) AS fixed_path,
        EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0) AS is_public
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1";

const VIEWS: &str = "
    SELECT c.relname::text AS name, c.relkind = 'm' AS materialized,
        coalesce('security_invoker=true' = ANY (c.reloptions), false) AS invoker
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1";

/// Collects what is wrong, and which exceptions were of use.
#[derive(Default)]
struct Findings {
    wrong: Vec<String>,
    used: BTreeSet<&'static str>,
}

impl Findings {
    /// A finding, unless the thing it is about is an exception.
    fn unless_allowed(&mut self, thing: String, what: &str) {
        match ALLOWED.iter().find(|(allowed, _)| *allowed == thing) {
            Some((allowed, _)) => drop(self.used.insert(allowed)),
            None => self.wrong.push(format!("{thing} {what}")),
        }
    }
}

/// Everything that is wrong with this database, in sentences. The connection must be a superuser's.
pub(crate) async fn audit(connection: &mut PgConnection) -> Vec<String> {
    let mut findings = Findings::default();
    row_level_security(connection, &mut findings).await;
    keys(connection, &mut findings).await;
    roles(connection, &mut findings).await;
    functions_and_views(connection, &mut findings).await;
    for (allowed, _) in ALLOWED {
        if !findings.used.contains(allowed) {
            findings.wrong.push(format!("{allowed} needs no exception any more"));
        }
    }
    findings.wrong
}

async fn row_level_security(connection: &mut PgConnection, findings: &mut Findings) {
    let policies = rows(connection, POLICIES).await;
    // A policy isolates with all commands, both expressions, and only these, because a null tenant makes them null.
    let isolates = |policy: &sqlx::postgres::PgRow| {
        let expected = match policy.get::<&str, _>("on_table") {
            "tenants" => "(id = app_tenant())",
            _ => "(tenant_id = app_tenant())",
        };
        let text = |column| policy.get::<Option<&str>, _>(column);
        policy.get("for_all") && text("using_text") == Some(expected) && text("check_text") == Some(expected)
    };
    for table in rows(connection, TABLES).await {
        let (name, of_tenants): (&str, bool) = (table.get("name"), table.get("of_tenants"));
        if !of_tenants && !table.get::<bool, _>("is_partition") {
            findings.unless_allowed(format!("table {name}"), "has no tenant_id and is not known to be global");
            continue;
        }
        for (right, what) in
            [("enabled", "does not enable row-level security"), ("forced", "does not force row-level security")]
        {
            if !table.get::<bool, _>(right) {
                findings.unless_allowed(format!("table {name}"), what);
            }
        }
        if !policies.iter().any(|policy| policy.get::<&str, _>("on_table") == name && isolates(policy)) {
            findings.unless_allowed(format!("table {name}"), "has no policy that isolates tenants");
        }
        if table.get::<&str, _>("owner") != "plenum_owner" {
            findings.unless_allowed(format!("table {name}"), "does not belong to plenum_owner");
        }
    }
    for policy in policies.iter().filter(|policy| !isolates(policy)) {
        let name = format!("policy {} on {}", policy.get::<&str, _>("name"), policy.get::<&str, _>("on_table"));
        findings.unless_allowed(name, "is not the one that isolates tenants");
    }
}

async fn keys(connection: &mut PgConnection, findings: &mut Findings) {
    for key in rows(connection, UNIQUE_KEYS).await {
        if key.get::<Option<&str>, _>("first") != Some("tenant_id") {
            findings.unless_allowed(format!("index {}", key.get::<&str, _>("name")), "is unique across tenants");
        }
    }
    for key in rows(connection, FOREIGN_KEYS).await {
        if !key.get::<bool, _>("carries_tenant") {
            findings.unless_allowed(format!("foreign key {}", key.get::<&str, _>("name")), "does not carry the tenant");
        }
    }
}

async fn roles(connection: &mut PgConnection, findings: &mut Findings) {
    for role in rows(connection, ROLES).await {
        for attribute in ["rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication"] {
            if role.get(attribute) {
                findings.wrong.push(format!("role {} has {attribute}", role.get::<&str, _>("name")));
            }
        }
    }
    let rights = rows(connection, APP_RIGHTS).await;
    findings.wrong.extend(rights.iter().map(|row| row.get::<String, _>(0)));
}

async fn functions_and_views(connection: &mut PgConnection, findings: &mut Findings) {
    for function in rows(connection, FUNCTIONS).await {
        let name: &str = function.get("name");
        if function.get("is_public") {
            findings.wrong.push(format!("function {name} can be called by everybody"));
        }
        if function.get("definer") {
            findings.unless_allowed(format!("function {name}"), "runs with its owner's rights");
            if !function.get::<bool, _>("fixed_path") {
                findings
                    .wrong
                    .push(format!("function {name} runs with its owner's rights on its caller's search path"));
            }
        }
    }
    for view in rows(connection, VIEWS).await {
        let name = format!("view {}", view.get::<&str, _>("name"));
        if view.get("materialized") {
            findings.unless_allowed(name, "is materialized, and so knows no tenant");
        } else if !view.get::<bool, _>("invoker") {
            findings.unless_allowed(name, "runs with its owner's rights");
        }
    }
}

async fn rows(connection: &mut PgConnection, statement: &'static str) -> Vec<sqlx::postgres::PgRow> {
    sqlx::query(statement).fetch_all(connection).await.expect("the catalogue answers")
}
