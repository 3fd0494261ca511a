//! Reads the environment, and the key files that it names, into a checked configuration.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use plenum_shared::{
    config::{self, Config},
    secrets::MasterKey,
    tokens::SigningKeys,
};

use crate::commands::Failure;

/// The settings that a command needs to work on tenants' data.
pub(crate) const NEEDED: &[&str] = &["DATABASE_URL", "PLENUM_SECRET_KEY_FILE", "PLENUM_SIGNING_KEY_FILE"];

/// The keys of an installation, the same on all of its nodes.
pub(crate) struct Keys {
    pub(crate) master: Option<MasterKey>,
    pub(crate) signing: Option<SigningKeys>,
}

/// Reads every setting; the failure lists all problems.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn read(needed: &[&'static str]) -> Result<Config, Failure> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    Ok(Config::from_source_needing(&|name| std::env::var(name).ok(), names, needed)?)
}

/// The values in force, one setting a line, without secrets.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn effective() -> String {
    config::effective(&|name| std::env::var(name).ok())
}

/// Reads the key files that the settings name.
pub(crate) fn keys(config: &Config) -> Result<Keys, Failure> {
    let master = config.security.secret_key_file.as_deref().map(|path| {
        let text = contents("PLENUM_SECRET_KEY_FILE", path)?;
        MasterKey::from_base64(&text).map_err(|error| about("PLENUM_SECRET_KEY_FILE", path, error))
    });
    let files = config.security.signing_key_files.iter();
    let pems = files.map(|path| contents("PLENUM_SIGNING_KEY_FILE", path)).collect::<Result<Vec<_>, _>>()?;
    let signing = (!pems.is_empty()).then(|| {
        let pems = pems.iter().map(String::as_str);
        SigningKeys::from_pems(config.listen.issuer(), pems)
            .map_err(|error| Failure::from(format!("PLENUM_SIGNING_KEY_FILE: {error}")))
    });
    Ok(Keys { master: master.transpose()?, signing: signing.transpose()? })
}

/// A key file that every user of the machine may read is refused.
fn contents(setting: &str, path: &Path) -> Result<String, Failure> {
    let mode = fs::metadata(path).map_err(|error| about(setting, path, error))?.permissions().mode();
    if mode & 0o007 != 0 {
        return Err(about(setting, path, "everybody on this machine may read it; take that right away (chmod o-rwx)"));
    }
    fs::read_to_string(path).map_err(|error| about(setting, path, error))
}

fn about(setting: &str, path: &Path, error: impl std::fmt::Display) -> Failure {
    format!("{setting} ({}): {error}", path.display()).into()
}
