use plenum_shared::{Code, Error, Result, actor::Actor, caller::Origin, entry::Entry, tokens::RefreshToken};
use plenum_store::{
    TenantTx, access,
    identity::{refresh_tokens, sessions},
};
use time::{Duration, OffsetDateTime};

use super::{
    Tokens,
    sign_in::{add_token, tokens},
};
use crate::{
    App,
    access::require_active,
    change_set::ChangeSet,
    identity::sessions::entries::{SessionOwner, all_ended},
};

/// How long a token that was used may be shown once more by a client that did not get our answer.
const GRACE: Duration = Duration::seconds(10);

/// Exchanges a refresh token for new tokens. A token that was used before ends its session: somebody has a copy.
pub async fn refresh(app: &App, token: &str, origin: &Origin) -> Result<Tokens> {
    let token = RefreshToken::parse(token)?;
    let presented = &token;
    let work = |mut tx: TenantTx| async move {
        let exchanged = exchange(app, &mut tx, presented, origin).await?;
        // A session that ends because its token was used twice must end for good: a refusal is committed as well.
        Ok(tx.finish(exchanged))
    };
    let (outcome, entries) = app.store().write("auth.refresh", token.tenant(), None, work).await?;
    app.publish(&entries);
    outcome
}

async fn exchange(
    app: &App,
    tx: &mut TenantTx,
    token: &RefreshToken,
    origin: &Origin,
) -> Result<(Result<Tokens>, Vec<Entry>)> {
    let now = app.source().now();
    let Some(stored) = refresh_tokens::lock(tx, &token.hash()).await? else {
        return Ok((Err(refused()), Vec::new()));
    };
    let Some(session) = sessions::get(tx, stored.session).await? else {
        return Ok((Err(refused()), Vec::new()));
    };
    let child = token.child(app.refresh_key());
    match stored.used_at {
        Some(used_at) if now - used_at > GRACE || is_used(tx, &child).await? => {
            // Shown a third time, it ends nothing more and adds no entry.
            let entries = match sessions::revoke(tx, session.id, "refresh_token_reuse", now).await? {
                true => {
                    all_ended(app, &[session.id], &SessionOwner::person(session.user), "refresh_token_reuse", origin)
                }
                false => Vec::new(),
            };
            if !entries.is_empty() {
                tracing::warn!(session = %session.id, "a refresh token was used twice; its session is ended");
            }
            let changes = ChangeSet::by(app.source(), Actor::user(session.user), origin, now).with(entries);
            Ok((Err(refused()), changes.append(tx).await?))
        }
        Some(_) => Ok((renew(app, tx, &session, &child, now).await, Vec::new())),
        None if stored.expires_at <= now => Ok((Err(refused()), Vec::new())),
        None => {
            // A token that opens nothing for now, in a suspended organisation say, is not used up by having been shown.
            let renewed = renew(app, tx, &session, &child, now).await?;
            refresh_tokens::mark_used(tx, &token.hash(), now).await?;
            add_token(app, tx, session.id, &child, now, session.expires_at).await?;
            sessions::touch(tx, session.id, now).await?;
            Ok((Ok(renewed), Vec::new()))
        }
    }
}

/// New tokens, if the session is live and its person, membership and tenant are active.
async fn renew(
    app: &App,
    tx: &mut TenantTx,
    session: &sessions::Session,
    child: &RefreshToken,
    now: OffsetDateTime,
) -> Result<Tokens> {
    let loaded = access::load(tx, session.user, Some(session.id), now).await?;
    let loaded = loaded.ok_or_else(refused)?;
    require_active(loaded.state, Code::InvalidRefreshToken)?;
    Ok(tokens(app, &loaded, session.id, child, now))
}

async fn is_used(tx: &mut TenantTx, token: &RefreshToken) -> Result<bool> {
    let stored = refresh_tokens::lock(tx, &token.hash()).await?;
    Ok(stored.is_some_and(|stored| stored.used_at.is_some()))
}

fn refused() -> Error {
    Error::new(Code::InvalidRefreshToken)
}
