//! What a new tenant begins with, whatever its contexts add: the tenant itself and its system roles.

use plenum_shared::{
    Code, Error, Result,
    access::SystemRole,
    actor::Actor,
    caller::Origin,
    clock::Source,
    entry::NewEntry,
    ids::{RoleId, TenantId},
    image::Image,
};
use plenum_store::{TenantTx, access::roles, platform::tenants};
use time::OffsetDateTime;

use crate::{App, access::new_permissions};

const SLUG_TRIES: u32 = 3;

/// Writes the tenant itself and its system roles; says which role administers it.
pub(crate) async fn tenant(app: &App, tx: &mut TenantTx, name: &str, now: OffsetDateTime) -> Result<RoleId> {
    let source = app.source();
    let mut tries = 0..SLUG_TRIES;
    loop {
        let slug = slug(name, &source.random());
        if tenants::create(tx, &tenants::NewTenant { name, slug: &slug, plan: app.settings().new_tenant_plan }, now)
            .await?
        {
            break;
        }
        // Two of the same name and the same six letters: it takes very many tenants to see this once.
        tries.next().ok_or_else(|| Error::new(Code::Busy))?;
    }
    let system = SystemRole::ALL.map(|role| (role, RoleId::from(source.uuid())));
    roles::insert_system(tx, app.catalogue(), &system, now).await?;
    new_permissions::record_all(app, tx, now).await?;
    let [(_, admin), ..] = system;
    Ok(admin)
}

/// The entry that begins every tenant's log.
pub(crate) fn created_entry(source: &Source, made: Image, tenant: TenantId, origin: &Origin) -> NewEntry {
    NewEntry::new(source.uuid(), "tenant.created", "tenant", tenant.uuid(), Actor::SYSTEM, origin.clone())
        .with_images(None, made)
}

/// A name for URLs made of the tenant's name, with an ending that keeps two of the same name apart.
fn slug(name: &str, random: &[u8; 6]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().take(40) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let stem = if slug.trim_matches('-').is_empty() { "tenant" } else { slug.trim_matches('-') };
    let ending: String = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    format!("{stem}-{ending}")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_a_host_name_label_for_every_name() {
        let random = [0, 31, 32, 255, 7, 9];
        assert_eq!(slug("Acme & Söhne GmbH", &random), "acme-s-hne-gmbh-a7a7hj");
        assert_eq!(slug("日本", &random), "tenant-a7a7hj");
        assert_eq!(slug("--- ---", &random), "tenant-a7a7hj");
        let long = slug(&"x".repeat(500), &random);
        assert!(long.len() <= 63, "{long}");
    }
}
