//! Delegation: nobody gives, or takes away, more access than they have.
//!
//! Without this rule a user who may administer members, and little else, could make a role with all permissions and
//! take it.

use std::sync::Arc;

use super::{
    Access, DefaultFieldAccess, Grant, Scope,
    role::{Grants, Role},
};
use crate::{
    caller::Caller,
    catalogue::Catalogue,
    error::{Code, Error, Result},
    ids::{TeamId, UserId},
};

impl Access {
    /// Refuses a role that can do anything the caller cannot: a permission, a wider scope, or more of a field. The
    /// administrator's exceeds every other, whatever that lists: it has what there will be.
    pub fn require_may_delegate(&self, catalogue: &Catalogue, role: &Role) -> Result<()> {
        let why = match (&self.role.grants, &role.grants) {
            (Grants::Everything, _) => return Ok(()),
            (Grants::Listed(_), Grants::Everything) => {
                format!("the role {} may do everything, so only those who have it may give or change it", role.key)
            }
            (Grants::Listed(_), Grants::Listed(theirs)) => {
                let exceeds = |((module, action), grant): &(&(String, String), &Grant)| {
                    !self.covers_grant(catalogue, role, module, action, grant)
                };
                match theirs.iter().find(exceeds) {
                    None => return Ok(()),
                    Some(((module, action), _)) => {
                        format!("the role {} reaches beyond yours in {module}.{action}", role.key)
                    }
                }
            }
        };
        Err(Error::new(Code::BeyondYourAccess).with_message(why))
    }

    /// Refuses to let somebody with this role into a team, if what they would see there the caller does not, or not all
    /// of it. A role that sees the records of all teams gains nothing by one.
    pub fn require_may_delegate_in(&self, catalogue: &Catalogue, role: &Role, team: TeamId) -> Result<()> {
        let Grants::Listed(theirs) = &role.grants else { return Ok(()) };
        let sees_here = |module: &str, action: &str, grant: &Grant| {
            self.role.find(module, action).is_some_and(|own| {
                let here = match own.scope {
                    Scope::All => true,
                    Scope::Team => self.teams.contains(&team),
                    Scope::Own => false,
                };
                here && self.covers_fields(catalogue, role, module, action, grant, own)
            })
        };
        let gained = theirs.iter().filter(|(_, grant)| grant.scope == Scope::Team);
        match gained.into_iter().find(|((module, action), grant)| !sees_here(module, action, grant)) {
            None => Ok(()),
            Some(((module, action), _)) => Err(Error::new(Code::BeyondYourAccess)
                .with_message(format!("in that team, {module}.{action} reaches beyond your access"))),
        }
    }

    fn covers_grant(&self, catalogue: &Catalogue, theirs: &Role, module: &str, action: &str, grant: &Grant) -> bool {
        self.role.find(module, action).is_some_and(|own| {
            grant.scope <= own.scope && self.covers_fields(catalogue, theirs, module, action, grant, own)
        })
    }

    fn covers_fields(
        &self,
        catalogue: &Catalogue,
        theirs: &Role,
        module: &str,
        action: &str,
        grant: &Grant,
        own: &Grant,
    ) -> bool {
        if self.role.is_administrator() {
            return true;
        }
        // A record is deleted as a whole, and what is administered is no record. Of what another version of the program
        // has granted nothing is known, so it is compared field by field.
        let permissions = catalogue.permissions();
        let of_fields = |known: &super::DeclaredAction| permissions.is_about_fields(known.module, known.action);
        if permissions.find(module, action).is_some_and(|known| !of_fields(known)) {
            return true;
        }
        // A field that is declared some day follows the default.
        let (wide, narrow) = (DefaultFieldAccess::Allow, DefaultFieldAccess::Deny);
        if (theirs.default_field_access, self.role.default_field_access) == (wide, narrow) {
            return false;
        }
        let declared = catalogue.of_module(module).flat_map(|entity| entity.fields()).map(|field| field.name);
        // What a rule names need not be declared by this version of the program.
        let ruled = grant.fields.keys().chain(own.fields.keys()).map(String::as_str);
        declared.chain(ruled).all(|field| theirs.rule(grant, field) <= self.role.rule(own, field))
    }
}

impl Caller {
    /// Refuses a role that can do anything the caller cannot; see [`Access::require_may_delegate`].
    pub fn require_may_delegate(&self, role: &Role) -> Result<()> {
        self.access.require_may_delegate(&self.catalogue, role)
    }

    /// Refuses to let somebody with this role into a team; see [`Access::require_may_delegate_in`].
    pub fn require_may_delegate_in(&self, role: &Role, team: TeamId) -> Result<()> {
        self.access.require_may_delegate_in(&self.catalogue, role, team)
    }
}

impl Role {
    /// The part of this role that the other does not have: what it could not do before, when the other is what it was.
    pub fn beyond(&self, catalogue: &Catalogue, other: &Role) -> Role {
        let Grants::Listed(grants) = &self.grants else { return self.clone() };
        let (user, teams) = (UserId::from(uuid::Uuid::nil()), Vec::new());
        let before = Access { user, role: Arc::new(other.clone()), teams, version: 0 };
        let grown = |((module, action), grant): &(&(String, String), &Grant)| {
            !before.covers_grant(catalogue, self, module, action, grant)
        };
        let grants = grants.iter().filter(grown).map(|(key, grant)| (key.clone(), grant.clone())).collect();
        Role { grants: Grants::Listed(grants), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::{
        access::{Action, ActionDeclaration, FieldAccess, Module, Permissions, SystemRole},
        catalogue::samples::{DEAL, catalogue},
    };

    type Rules<'a> = &'a [(&'a str, FieldAccess)];

    fn role(default: DefaultFieldAccess, grants: &[(&str, Action, Scope, Rules<'_>)]) -> Role {
        let grants = grants.iter().map(|(module, action, scope, rules)| {
            let fields = rules.iter().map(|(field, rule)| ((*field).to_owned(), *rule)).collect();
            ((*module).to_owned(), *action, Grant { scope: *scope, fields })
        });
        Role::new(Uuid::from_u128(1).into(), "any", "Any", 1, default, grants)
    }

    fn access(role: Role, teams: &[u128]) -> Access {
        let teams = teams.iter().map(|team| Uuid::from_u128(*team).into()).collect();
        Access { user: Uuid::from_u128(9).into(), role: Arc::new(role), teams, version: 1 }
    }

    #[test]
    fn a_role_within_the_callers_own_can_be_granted_and_any_excess_cannot() {
        use DefaultFieldAccess::{Allow, Deny};
        let hidden: Rules<'_> = &[("value", FieldAccess::None)];
        let readable: Rules<'_> = &[("value", FieldAccess::Read)];
        let writable: Rules<'_> = &[("value", FieldAccess::Write)];
        let own = access(role(Allow, &[("deals", Action::READ, Scope::Team, readable)]), &[]);
        for within in [
            role(Allow, &[]),
            role(Allow, &[("deals", Action::READ, Scope::Team, readable)]),
            role(Allow, &[("deals", Action::READ, Scope::Own, hidden)]),
            role(Deny, &[("deals", Action::READ, Scope::Team, &[])]),
        ] {
            assert!(own.require_may_delegate(&catalogue(), &within).is_ok(), "{within:?}");
        }
        for beyond in [
            role(Deny, &[("deals", Action::WRITE, Scope::Own, &[])]),
            role(Deny, &[("users", Action::READ, Scope::Own, &[])]),
            role(Deny, &[("deals", Action::READ, Scope::All, &[])]),
            role(Allow, &[("deals", Action::READ, Scope::Own, &[])]),
            role(Deny, &[("deals", Action::READ, Scope::Own, writable)]),
        ] {
            assert_eq!(
                own.require_may_delegate(&catalogue(), &beyond).unwrap_err().code(),
                Code::BeyondYourAccess,
                "{beyond:?}"
            );
        }
    }

    #[test]
    fn a_role_in_a_team_grants_no_more_than_the_caller_sees_of_the_team() {
        let allow = DefaultFieldAccess::Allow;
        let of_team = role(allow, &[("deals", Action::READ, Scope::Team, &[])]);
        let (inside, outside) = (Uuid::from_u128(5).into(), Uuid::from_u128(6).into());
        let caller = access(of_team.clone(), &[5]);
        assert!(caller.require_may_delegate_in(&catalogue(), &of_team, inside).is_ok());
        assert!(caller.require_may_delegate_in(&catalogue(), &of_team, outside).is_err());
        let everything = access(role(allow, &[("deals", Action::READ, Scope::All, &[])]), &[]);
        assert!(everything.require_may_delegate_in(&catalogue(), &of_team, outside).is_ok());
        let own_only = role(allow, &[("deals", Action::READ, Scope::Own, &[])]);
        assert!(caller.require_may_delegate_in(&catalogue(), &own_only, outside).is_ok());
    }

    #[test]
    fn a_role_in_a_team_shows_no_field_that_the_caller_does_not_see() {
        let allow = DefaultFieldAccess::Allow;
        let hidden: Rules<'_> = &[("value", FieldAccess::None)];
        let blind = access(role(allow, &[("deals", Action::READ, Scope::All, hidden)]), &[5]);
        let team = Uuid::from_u128(5).into();
        let seeing = role(allow, &[("deals", Action::READ, Scope::Team, &[])]);
        assert_eq!(
            blind.require_may_delegate_in(&catalogue(), &seeing, team).unwrap_err().code(),
            Code::BeyondYourAccess
        );
        assert!(
            blind
                .require_may_delegate_in(
                    &catalogue(),
                    &role(allow, &[("deals", Action::READ, Scope::Team, hidden)]),
                    team
                )
                .is_ok()
        );
    }

    #[test]
    fn the_administrator_exceeds_every_role_that_lists_its_permissions() {
        let allow = DefaultFieldAccess::Allow;
        let all = SystemRole::TenantAdmin;
        let listed = catalogue().permissions().defaults(all);
        let listed: Vec<_> =
            listed.into_iter().map(|(module, action, scope)| (module, action, scope, &[][..])).collect();
        let administrator = Role::administrator(Uuid::from_u128(2).into(), all.key(), all.name(), 1);
        let (listing, admin) = (access(role(allow, &listed), &[]), access(administrator.clone(), &[]));
        let refusal = listing.require_may_delegate(&catalogue(), &administrator).expect_err("it is more");
        assert_eq!(refusal.code(), Code::BeyondYourAccess);
        let coming = role(allow, &[("quotes", Action::new("send"), Scope::All, &[("price", FieldAccess::Write)])]);
        assert!(listing.require_may_delegate(&catalogue(), &coming).is_err());
        for given in [&administrator, &coming, &listing.role] {
            assert!(admin.require_may_delegate(&catalogue(), given).is_ok());
            assert!(admin.require_may_delegate_in(&catalogue(), given, Uuid::from_u128(5).into()).is_ok());
        }
        assert_eq!(coming.beyond(&catalogue(), &administrator).grants, Grants::Listed([].into()));
        assert!(administrator.beyond(&catalogue(), &listing.role).is_administrator());
    }

    #[test]
    fn what_another_version_has_granted_is_given_by_those_who_have_it() {
        let allow = DefaultFieldAccess::Allow;
        let own = access(role(allow, &[("quotes", Action::READ, Scope::Team, &[])]), &[]);
        let quotes = |scope, rules| role(allow, &[("quotes", Action::READ, scope, rules)]);
        assert!(own.require_may_delegate(&catalogue(), &quotes(Scope::Team, &[])).is_ok());
        assert!(own.require_may_delegate(&catalogue(), &quotes(Scope::All, &[])).is_err());
        let blind = access(quotes(Scope::All, &[("price", FieldAccess::None)]), &[]);
        assert!(blind.require_may_delegate(&catalogue(), &quotes(Scope::Own, &[])).is_err());
    }

    #[test]
    fn future_fields_follow_the_default_rule() {
        use DefaultFieldAccess::{Allow, Deny};
        static USERS: Module = Module {
            name: "users",
            scopes: &[Scope::All],
            actions: &[ActionDeclaration { action: Action::READ, implies: &[], defaults: &[] }],
        };
        let permissions = Permissions::new([("sales", &DEAL)], [("access", &USERS)]).expect("they fit together");
        let catalogue = || catalogue().with_permissions(permissions.clone());
        let deal = &DEAL;
        let every: Vec<_> = deal.fields().map(|field| (field.name, FieldAccess::Write)).collect();
        let own = access(
            role(Deny, &[("deals", Action::READ, Scope::All, &every), ("users", Action::READ, Scope::All, &[])]),
            &[],
        );
        let same = |default| role(default, &[("deals", Action::READ, Scope::All, &every)]);
        assert!(own.require_may_delegate(&catalogue(), &same(Deny)).is_ok());
        assert!(own.require_may_delegate(&catalogue(), &same(Allow)).is_err());
        assert!(
            own.require_may_delegate(&catalogue(), &role(Allow, &[("users", Action::READ, Scope::All, &[])])).is_ok(),
            "it has no fields"
        );
    }

    #[test]
    fn the_gain_of_a_changed_role_leaves_out_its_earlier_rights() {
        let allow = DefaultFieldAccess::Allow;
        let hidden: Rules<'_> = &[("value", FieldAccess::None)];
        let old = role(
            allow,
            &[
                ("deals", Action::READ, Scope::Own, &[]),
                ("leads", Action::READ, Scope::Team, hidden),
                ("contacts", Action::READ, Scope::All, &[]),
            ],
        );
        let new = role(
            allow,
            &[
                ("deals", Action::READ, Scope::Team, &[]),
                ("leads", Action::READ, Scope::Team, &[]),
                ("contacts", Action::READ, Scope::Team, &[]),
            ],
        );
        let words = |role: Role| match role.grants {
            Grants::Everything => panic!("the role lists its grants"),
            Grants::Listed(grants) => grants.into_keys().map(|(module, _)| module).collect::<BTreeSet<_>>(),
        };
        let gained = words(new.beyond(&catalogue(), &old));
        assert_eq!(gained, ["deals", "leads"].map(str::to_owned).into());
        assert!(words(old.beyond(&catalogue(), &old)).is_empty());
    }
}
