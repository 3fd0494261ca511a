//! Reading the sections. Each reads all of its settings before it gives up on any: a `?` beside a look-up would hide
//! what is wrong with those after it.

use super::{Bus, Database, Hub, Limits, Listen, Log, Reader, Security, SignIn, table as set};

impl Listen {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let public = reader.read(&set::LISTEN);
        let admin = reader.read(&set::ADMIN_LISTEN);
        let public_url = reader.read_or_absent(&set::PUBLIC_URL);
        let allowed_origins = reader.read_or_absent(&set::ALLOWED_ORIGINS);
        let trusted_proxies = reader.read_or_absent(&set::TRUSTED_PROXIES);
        let shutdown_grace = reader.read(&set::SHUTDOWN_GRACE);
        Some(Self {
            public: public?,
            admin: admin?,
            public_url: public_url?,
            allowed_origins: allowed_origins?.unwrap_or_default(),
            trusted_proxies: trusted_proxies?.unwrap_or_default(),
            shutdown_grace: shutdown_grace?,
        })
    }
}

impl Database {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let url = reader.read_or_absent(&set::DATABASE_URL);
        let admin_url = reader.read_or_absent(&set::ADMIN_DATABASE_URL);
        let pool = reader.read(&set::DB_POOL);
        Some(Self { url: url?, admin_url: admin_url?, pool: pool? })
    }
}

impl Bus {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let redis_url = reader.read_or_absent(&set::REDIS_URL);
        let prefix = reader.read(&set::BUS_PREFIX);
        Some(Self { redis_url: redis_url?, prefix: prefix? })
    }
}

impl Security {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let secret_key_file = reader.read_or_absent(&set::SECRET_KEY_FILE);
        let signing_key_files = reader.read_or_absent(&set::SIGNING_KEY_FILE);
        let access_token = reader.read(&set::ACCESS_TOKEN_MINUTES);
        let refresh_idle = reader.read(&set::REFRESH_IDLE_DAYS);
        let refresh_absolute = reader.read(&set::REFRESH_ABSOLUTE_DAYS);
        let sign_in = SignIn::read(reader);
        let allow_plaintext = reader.read(&set::ALLOW_PLAINTEXT);
        Some(Self {
            secret_key_file: secret_key_file?,
            signing_key_files: signing_key_files?.unwrap_or_default(),
            access_token: access_token?,
            refresh_idle: refresh_idle?,
            refresh_absolute: refresh_absolute?,
            sign_in: sign_in?,
            allow_plaintext: allow_plaintext?,
        })
    }
}

impl SignIn {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let window = reader.read(&set::SIGN_IN_WINDOW);
        let failures = reader.read(&set::SIGN_IN_FAILURES);
        let failures_of_address = reader.read(&set::SIGN_IN_FAILURES_OF_ADDRESS);
        let failures_of_account = reader.read(&set::SIGN_IN_FAILURES_OF_ACCOUNT);
        Some(Self {
            window: window?,
            failures: failures?,
            failures_of_address: failures_of_address?,
            failures_of_account: failures_of_account?,
        })
    }
}

impl Hub {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let resume_window = reader.read(&set::RESUME_WINDOW_DAYS);
        let resume_max_events = reader.read(&set::RESUME_MAX_EVENTS);
        let resume_max_bytes = reader.read(&set::RESUME_MAX_BYTES);
        let ring_budget = reader.read(&set::RING_BUDGET);
        let max_connections = reader.read(&set::HUB_MAX_CONNECTIONS);
        let tenant_connections = reader.read(&set::HUB_TENANT_CONNECTIONS);
        let user_connections = reader.read(&set::HUB_USER_CONNECTIONS);
        let address_connections = reader.read(&set::HUB_ADDRESS_CONNECTIONS);
        let message_bytes = reader.read(&set::HUB_MESSAGE_BYTES);
        let handshake_bytes = reader.read(&set::HUB_HANDSHAKE_BYTES);
        let calls_per_second = reader.read(&set::HUB_CALLS_PER_SECOND);
        let signals_per_second = reader.read(&set::HUB_SIGNALS_PER_SECOND);
        let stream_items = reader.read(&set::HUB_STREAM_ITEMS);
        let queue_messages = reader.read(&set::HUB_QUEUE_MESSAGES);
        let queue_bytes = reader.read(&set::HUB_QUEUE_BYTES);
        Some(Self {
            resume_window: resume_window?,
            resume_max_events: resume_max_events?,
            resume_max_bytes: resume_max_bytes?,
            ring_budget: ring_budget?,
            max_connections: max_connections?,
            tenant_connections: tenant_connections?,
            user_connections: user_connections?,
            address_connections: address_connections?,
            message_bytes: message_bytes?,
            handshake_bytes: handshake_bytes?,
            calls_per_second: calls_per_second?,
            signals_per_second: signals_per_second?,
            stream_items: stream_items?,
            queue_messages: queue_messages?,
            queue_bytes: queue_bytes?,
        })
    }
}

impl Limits {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let new_tenant_plan = reader.read(&set::NEW_TENANT_PLAN);
        let body = reader.read(&set::BODY_LIMIT);
        Some(Self { new_tenant_plan: new_tenant_plan?, body: body? })
    }
}

impl Log {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let format = reader.read(&set::LOG);
        let filter = reader.read(&set::LOG_FILTER);
        Some(Self { format: format?, filter: filter? })
    }
}
