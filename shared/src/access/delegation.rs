//! Delegation: nobody gives, or takes away, more access than they have.
//!
//! Without this rule a user who may administer members, and little else, could make a role with all permissions and
//! take it.

use std::sync::Arc;

use super::{Access, Action, DefaultFieldAccess, FieldAccess, Grant, Role, Scope, USERS};
use crate::{
    caller::Caller,
    catalogue::Catalogue,
    error::{Code, Error, Result},
    ids::{TeamId, UserId},
};

impl Access {
    /// Refuses a role that can do anything the caller cannot: a permission, a wider scope, or more of a field.
    pub fn require_may_delegate(&self, catalogue: &Catalogue, role: &Role) -> Result<()> {
        let beyond =
            role.grants.iter().find(|((module, action), grant)| !self.reaches(catalogue, role, module, *action, grant));
        match beyond {
            None => Ok(()),
            Some(((module, action), _)) => Err(Error::new(Code::BeyondYourAccess).with_message(format!(
                "the role {} reaches beyond yours in {module}.{}",
                role.key,
                action.as_str()
            ))),
        }
    }

    /// Refuses to let somebody with this role into a team, if what they would see there the caller does not, or not all
    /// of it.
    pub fn require_may_delegate_in(&self, catalogue: &Catalogue, role: &Role, team: TeamId) -> Result<()> {
        let seen_here = |module: &str, action, grant: &Grant| {
            self.role.module_grant(module, action).is_some_and(|own| {
                let here = match own.scope {
                    Scope::All => true,
                    Scope::Team => self.teams.contains(&team),
                    Scope::Own => false,
                };
                here && self.reaches_fields(catalogue, role, module, action, grant, own)
            })
        };
        let gained = role.grants.iter().filter(|(_, grant)| grant.scope == Scope::Team);
        match gained.into_iter().find(|((module, action), grant)| !seen_here(module, *action, grant)) {
            None => Ok(()),
            Some(((module, action), _)) => Err(Error::new(Code::BeyondYourAccess)
                .with_message(format!("in that team, {module}.{} reaches beyond your access", action.as_str()))),
        }
    }

    fn reaches(&self, catalogue: &Catalogue, theirs: &Role, module: &str, action: Action, grant: &Grant) -> bool {
        self.role.module_grant(module, action).is_some_and(|own| {
            grant.scope <= own.scope && self.reaches_fields(catalogue, theirs, module, action, grant, own)
        })
    }

    fn reaches_fields(
        &self,
        catalogue: &Catalogue,
        theirs: &Role,
        module: &str,
        action: Action,
        grant: &Grant,
        own: &Grant,
    ) -> bool {
        // A record is deleted as a whole, and what is administered is no record.
        if action == Action::Delete || module == USERS {
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
        declared.chain(ruled).all(|field| rule(theirs, grant, field) <= rule(&self.role, own, field))
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
        let (user, teams) = (UserId::from(uuid::Uuid::nil()), Vec::new());
        let before = Access { user, role: Arc::new(other.clone()), teams, version: 0 };
        let grown = |((module, action), grant): &(&(String, Action), &Grant)| {
            !before.reaches(catalogue, self, module, *action, grant)
        };
        let grants = self.grants.iter().filter(grown).map(|(key, grant)| (key.clone(), grant.clone())).collect();
        Role { grants, ..self.clone() }
    }
}

fn rule(role: &Role, grant: &Grant, field: &str) -> FieldAccess {
    match (grant.fields.get(field), role.default_field_access) {
        (Some(rule), _) => *rule,
        (None, DefaultFieldAccess::Allow) => FieldAccess::Write,
        (None, DefaultFieldAccess::Deny) => FieldAccess::None,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::catalogue::samples::{DEAL, catalogue};

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
        let own = access(role(Allow, &[("deals", Action::Read, Scope::Team, readable)]), &[]);
        for within in [
            role(Allow, &[]),
            role(Allow, &[("deals", Action::Read, Scope::Team, readable)]),
            role(Allow, &[("deals", Action::Read, Scope::Own, hidden)]),
            role(Deny, &[("deals", Action::Read, Scope::Team, &[])]),
        ] {
            assert!(own.require_may_delegate(&catalogue(), &within).is_ok(), "{within:?}");
        }
        for beyond in [
            role(Deny, &[("deals", Action::Write, Scope::Own, &[])]),
            role(Deny, &[("users", Action::Read, Scope::Own, &[])]),
            role(Deny, &[("deals", Action::Read, Scope::All, &[])]),
            role(Allow, &[("deals", Action::Read, Scope::Own, &[])]),
            role(Deny, &[("deals", Action::Read, Scope::Own, writable)]),
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
        let of_team = role(allow, &[("deals", Action::Read, Scope::Team, &[])]);
        let (inside, outside) = (Uuid::from_u128(5).into(), Uuid::from_u128(6).into());
        let caller = access(of_team.clone(), &[5]);
        assert!(caller.require_may_delegate_in(&catalogue(), &of_team, inside).is_ok());
        assert!(caller.require_may_delegate_in(&catalogue(), &of_team, outside).is_err());
        let everything = access(role(allow, &[("deals", Action::Read, Scope::All, &[])]), &[]);
        assert!(everything.require_may_delegate_in(&catalogue(), &of_team, outside).is_ok());
        let own_only = role(allow, &[("deals", Action::Read, Scope::Own, &[])]);
        assert!(caller.require_may_delegate_in(&catalogue(), &own_only, outside).is_ok());
    }

    #[test]
    fn a_role_in_a_team_shows_no_field_that_the_caller_does_not_see() {
        let allow = DefaultFieldAccess::Allow;
        let hidden: Rules<'_> = &[("value", FieldAccess::None)];
        let blind = access(role(allow, &[("deals", Action::Read, Scope::All, hidden)]), &[5]);
        let team = Uuid::from_u128(5).into();
        let seeing = role(allow, &[("deals", Action::Read, Scope::Team, &[])]);
        assert_eq!(
            blind.require_may_delegate_in(&catalogue(), &seeing, team).unwrap_err().code(),
            Code::BeyondYourAccess
        );
        assert!(
            blind
                .require_may_delegate_in(
                    &catalogue(),
                    &role(allow, &[("deals", Action::Read, Scope::Team, hidden)]),
                    team
                )
                .is_ok()
        );
    }

    #[test]
    fn future_fields_follow_the_default_rule() {
        use DefaultFieldAccess::{Allow, Deny};
        let deal = &DEAL;
        let every: Vec<_> = deal.fields().map(|field| (field.name, FieldAccess::Write)).collect();
        let own = access(
            role(Deny, &[("deals", Action::Read, Scope::All, &every), ("users", Action::Read, Scope::All, &[])]),
            &[],
        );
        let same = |default| role(default, &[("deals", Action::Read, Scope::All, &every)]);
        assert!(own.require_may_delegate(&catalogue(), &same(Deny)).is_ok());
        assert!(own.require_may_delegate(&catalogue(), &same(Allow)).is_err());
        assert!(
            own.require_may_delegate(&catalogue(), &role(Allow, &[("users", Action::Read, Scope::All, &[])])).is_ok(),
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
                ("deals", Action::Read, Scope::Own, &[]),
                ("leads", Action::Read, Scope::Team, hidden),
                ("contacts", Action::Read, Scope::All, &[]),
            ],
        );
        let new = role(
            allow,
            &[
                ("deals", Action::Read, Scope::Team, &[]),
                ("leads", Action::Read, Scope::Team, &[]),
                ("contacts", Action::Read, Scope::Team, &[]),
            ],
        );
        let gained: Vec<_> = new.beyond(&catalogue(), &old).grants().map(|(module, ..)| module.to_owned()).collect();
        assert_eq!(gained, ["deals", "leads"]);
        assert_eq!(old.beyond(&catalogue(), &old).grants().count(), 0);
    }
}
