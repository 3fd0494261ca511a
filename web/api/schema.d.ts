// Made by `npm run generate` of docs/openapi.json.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that verify access tokens */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Founds a tenant with its first administrator, and signs that person in */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a person in, or lists the tenants to choose from */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token for new tokens */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts an invitation: makes the person a member and signs them in */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the token */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller with their permissions */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the caller's names */
        patch: operations["update_me"];
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the caller's password and ends their other sessions */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the caller's live sessions, the newest first */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** Ends all of the caller's sessions except the current one */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the caller's sessions */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's tenant */
        get: operations["get_tenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the name or the settings of the caller's tenant */
        patch: operations["patch_tenant"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the members, the newest first */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a member's role, or suspends or reactivates them */
        patch: operations["patch_user"];
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the invitations, the newest first */
        get: operations["list_invitations"];
        put?: never;
        /** Invites a person to become a member */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraws an open invitation */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the teams, the newest first */
        get: operations["list_teams"];
        put?: never;
        /** Creates a team without members */
        post: operations["create_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team */
        get: operations["get_team"];
        put?: never;
        post?: never;
        /** Deletes a team that no record refers to */
        delete: operations["delete_team"];
        options?: never;
        head?: never;
        /** Renames a team */
        patch: operations["patch_team"];
        trace?: never;
    };
    "/api/v1/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the members of a team, the newest members of the tenant first */
        get: operations["list_team_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Adds a member to a team; may be repeated */
        put: operations["add_team_member"];
        post?: never;
        /** Removes a member from a team */
        delete: operations["remove_team_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that a role can be granted */
        get: operations["list_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the roles, the newest first */
        get: operations["list_roles"];
        put?: never;
        /** Creates a role with no more access than the caller's */
        post: operations["create_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A role with its permissions */
        get: operations["get_role"];
        put?: never;
        post?: never;
        /** Deletes a role that no member has */
        delete: operations["delete_role"];
        options?: never;
        head?: never;
        /** Changes a role; its permissions are replaced as a whole */
        patch: operations["patch_role"];
        trace?: never;
    };
    "/api/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the service accounts, the newest first */
        get: operations["list_service_accounts"];
        put?: never;
        /** Creates a service account */
        post: operations["create_service_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A service account */
        get: operations["get_service_account"];
        put?: never;
        post?: never;
        /** Revokes a service account permanently */
        delete: operations["delete_service_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates a new secret for a service account */
        post: operations["rotate_service_account_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges the credentials of a service account for an access token */
        post: operations["token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_pipelines"];
        put?: never;
        /** Creates a record */
        post: operations["create_pipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_pipeline"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_pipeline"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_pipeline"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_pipeline"];
        trace?: never;
    };
    "/api/v1/pipelines/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_pipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_pipeline_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_pipeline_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_stages"];
        put?: never;
        /** Creates a record */
        post: operations["create_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_stage"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_stage"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_stage"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_stage"];
        trace?: never;
    };
    "/api/v1/stages/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_stage_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_stage_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_accounts"];
        put?: never;
        /** Creates a record */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_account"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_account"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_account"];
        trace?: never;
    };
    "/api/v1/accounts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_account"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_account_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_account_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_account_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_contacts"];
        put?: never;
        /** Creates a record */
        post: operations["create_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_contact"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_contact"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_contact"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_contact"];
        trace?: never;
    };
    "/api/v1/contacts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_contact"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_contact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_contact_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_contact_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_contact_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_deals"];
        put?: never;
        /** Creates a record */
        post: operations["create_deal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_deal"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_deal"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_deal"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_deal"];
        trace?: never;
    };
    "/api/v1/deals/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_deal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_deal"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_deal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_deal_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_deal_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_deal_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_activities"];
        put?: never;
        /** Creates a record */
        post: operations["create_activity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_activity"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_activity"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_activity"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_activity"];
        trace?: never;
    };
    "/api/v1/activities/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_activity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_activity"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_activity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_activity_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_activity_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_activity_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_leads"];
        put?: never;
        /** Creates a record */
        post: operations["create_lead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_lead"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_lead"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_lead"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_lead"];
        trace?: never;
    };
    "/api/v1/leads/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_lead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_lead"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_lead"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_lead_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_lead_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_lead_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller may see */
        get: operations["list_tasks"];
        put?: never;
        /** Creates a record */
        post: operations["create_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a record, and the related records that `include` requests */
        get: operations["get_task"];
        /** Replaces a record; fields that the body does not name get their default */
        put: operations["replace_task"];
        post?: never;
        /** Deletes a record; it can be restored */
        delete: operations["delete_task"];
        options?: never;
        head?: never;
        /** Changes a record */
        patch: operations["patch_task"];
        trace?: never;
    };
    "/api/v1/tasks/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted record */
        post: operations["restore_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes the caller a follower of a record */
        put: operations["follow_task"];
        post?: never;
        /** Stops following a record, even one that the caller may no longer see */
        delete: operations["unfollow_task"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's followers, the newest first */
        get: operations["list_task_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes and of its activities, the newest first */
        get: operations["get_task_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of a record's changes with their authors and origins, the newest first */
        get: operations["get_task_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the records that the caller follows, the last followed first */
        get: operations["list_following"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of the audit of the caller's tenant, the newest first */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a page of all tenants, the newest first */
        get: operations["list_platform_tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a tenant as the platform sees it, without its data */
        get: operations["get_platform_tenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspends a tenant: its members are refused, and their connections are closed */
        post: operations["suspend_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reactivates a suspended tenant */
        post: operations["reactivate_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the caller's notifications, the newest first */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of the caller's notifications are unread */
        get: operations["get_unread_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks one of the caller's notifications as read */
        post: operations["mark_notification_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks the caller's notifications as read; with a cursor, later ones stay unread */
        post: operations["mark_all_notifications_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's notification preferences */
        get: operations["get_notification_preferences"];
        /** Replaces the caller's notification preferences; everything not named is enabled */
        put: operations["put_notification_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers at all */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether to send work here */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Somebody who was invited. A person who has no account yet needs names; one who has proves the password of it. */
        AcceptInvitation: {
            token: string;
            password: string;
            firstName?: string | null;
            lastName?: string | null;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Account: {
            name?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            /** @enum {string} */
            type?: "prospect" | "customer" | "partner" | "supplier" | "other";
            /** @enum {string} */
            status?: "active" | "inactive";
            industry?: string | null;
            source?: string | null;
            /** Format: uri */
            website?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            employees?: number | null;
            annualRevenue?: components["schemas"]["Money"] | null;
            street?: string | null;
            postalCode?: string | null;
            city?: string | null;
            region?: string | null;
            country?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                parent?: components["schemas"]["Account"] | null;
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
                children?: {
                    data: components["schemas"]["Account"][];
                    hasMore: boolean;
                };
                contacts?: {
                    data: components["schemas"]["Contact"][];
                    hasMore: boolean;
                };
                deals?: {
                    data: components["schemas"]["Deal"][];
                    hasMore: boolean;
                };
                activities?: {
                    data: components["schemas"]["Activity"][];
                    hasMore: boolean;
                };
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        AccountPatch: {
            name?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            /** @enum {string} */
            type?: "prospect" | "customer" | "partner" | "supplier" | "other";
            /** @enum {string} */
            status?: "active" | "inactive";
            industry?: string | null;
            source?: string | null;
            /** Format: uri */
            website?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            employees?: number | null;
            annualRevenue?: components["schemas"]["Money"] | null;
            street?: string | null;
            postalCode?: string | null;
            city?: string | null;
            region?: string | null;
            country?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        AccountReplacement: {
            name: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            /**
             * @default prospect
             * @enum {string}
             */
            type: "prospect" | "customer" | "partner" | "supplier" | "other";
            /**
             * @default active
             * @enum {string}
             */
            status: "active" | "inactive";
            industry?: string | null;
            source?: string | null;
            /** Format: uri */
            website?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            employees?: number | null;
            annualRevenue?: components["schemas"]["Money"] | null;
            street?: string | null;
            postalCode?: string | null;
            city?: string | null;
            region?: string | null;
            country?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /** @description What may be done with records of a module. */
        Action: "read" | "write" | "delete";
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Activity: {
            /** @enum {string} */
            kind?: "call" | "email" | "meeting" | "note" | "task";
            subject?: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                account?: components["schemas"]["Account"] | null;
                contact?: components["schemas"]["Contact"] | null;
                deal?: components["schemas"]["Deal"] | null;
                assignee?: components["schemas"]["Named"] | null;
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
            };
        };
        ActivityItem: {
            id: components["schemas"]["RecordId"] | null;
            /** @description `call`; absent for a reader who may not read it. */
            type?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            time: string | null;
            actor?: components["schemas"]["Actor"] | null;
            /** @description The activity as it is now and as the reader may see it. */
            activity: {
                [key: string]: unknown;
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        ActivityPatch: {
            subject?: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        ActivityReplacement: {
            /** @enum {string} */
            kind?: "call" | "email" | "meeting" | "note" | "task";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            /**
             * @default normal
             * @enum {string|null}
             */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /** @description Who did something. */
        Actor: {
            kind: components["schemas"]["ActorKind"];
            /** Format: uuid */
            id: string | null;
        };
        /** @description The kind of the actor that made a change. */
        ActorKind: "user" | "system" | "service";
        /** @description One entry of an audit. */
        AuditItem: {
            id: components["schemas"]["EventId"];
            type: string;
            /** Format: date-time */
            time: string;
            /** @description The kind of thing it is about: `deal`, `user`, `role`. */
            entity: string;
            recordId: components["schemas"]["RecordId"];
            actor?: components["schemas"]["Actor"] | null;
            requestId?: string | null;
            /** @description The W3C trace context of the request. */
            traceparent?: string | null;
            /** @description The event that the program reacted to when it did this. */
            cause?: components["schemas"]["EventId"] | null;
            /** @description For those who may look into the whole log. */
            ip?: string | null;
            userAgent?: string | null;
            before?: {
                [key: string]: unknown;
            } | null;
            after?: {
                [key: string]: unknown;
            } | null;
            /** @description `{field: {from, to}}` */
            changes: {
                [key: string]: unknown;
            };
        };
        /** @description The reason why a tenant is suspended or reactivated; it is recorded in the tenant's log. */
        Because: {
            reason?: string | null;
        };
        ChangeItem: {
            /** @description The id of the event, the same as live delivery gave it. */
            id: components["schemas"]["EventId"];
            /** @description `deal.stage_changed` */
            type: string;
            /** Format: date-time */
            time: string;
            /** @description Absent when the record went out of the reader's sight with this change. */
            actor?: components["schemas"]["Actor"] | null;
            /** @description `{field: {from, to}}` */
            changes: {
                [key: string]: unknown;
            };
        };
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Contact: {
            firstName?: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            isPrimary?: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            /** Format: uri */
            website?: string | null;
            /** @enum {string} */
            status?: "lead" | "customer" | "active" | "inactive";
            source?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                account?: components["schemas"]["Account"] | null;
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
                deals?: {
                    data: components["schemas"]["Deal"][];
                    hasMore: boolean;
                };
                activities?: {
                    data: components["schemas"]["Activity"][];
                    hasMore: boolean;
                };
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        ContactPatch: {
            firstName?: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            isPrimary?: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            /** Format: uri */
            website?: string | null;
            /** @enum {string} */
            status?: "lead" | "customer" | "active" | "inactive";
            source?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        ContactReplacement: {
            firstName: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /** @default false */
            isPrimary: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            /** Format: uri */
            website?: string | null;
            /**
             * @default active
             * @enum {string}
             */
            status: "lead" | "customer" | "active" | "inactive";
            source?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Deal: {
            title?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            value?: components["schemas"]["Money"] | null;
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            /**
             * Format: uuid
             * @description The id of a record: stage.
             */
            stageId?: string;
            /** @enum {string} */
            status?: "open" | "won" | "lost";
            /** Format: date */
            expectedCloseDate?: string | null;
            /** Format: date-time */
            closedAt?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                account?: components["schemas"]["Account"] | null;
                contact?: components["schemas"]["Contact"] | null;
                pipeline?: components["schemas"]["Pipeline"] | null;
                stage?: components["schemas"]["Stage"] | null;
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
                activities?: {
                    data: components["schemas"]["Activity"][];
                    hasMore: boolean;
                };
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        DealPatch: {
            title?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            value?: components["schemas"]["Money"] | null;
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            /**
             * Format: uuid
             * @description The id of a record: stage.
             */
            stageId?: string;
            /** Format: date */
            expectedCloseDate?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        DealReplacement: {
            title: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            value?: components["schemas"]["Money"] | null;
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId: string;
            /**
             * Format: uuid
             * @description The id of a record: stage.
             */
            stageId: string;
            /** @enum {string} */
            status?: "open" | "won" | "lost";
            /** Format: date */
            expectedCloseDate?: string | null;
            /** Format: date-time */
            closedAt?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /**
         * @description The access of a role to fields without a rule.
         * @enum {string}
         */
        DefaultFieldAccess: "allow" | "deny";
        /**
         * @description Stable, and one of a closed list.
         * @enum {string}
         */
        ErrorCode: "malformed_body" | "malformed_query" | "malformed_header" | "invalid_cursor" | "unauthenticated" | "invalid_credentials" | "invalid_refresh_token" | "invalid_client" | "invalid_request" | "unsupported_grant_type" | "invalid_invitation" | "forbidden" | "beyond_your_access" | "tenant_mismatch" | "tenant_suspended" | "not_found" | "method_not_allowed" | "registration_refused" | "already_exists" | "in_use" | "system_role" | "last_of_its_kind" | "limit_reached" | "not_deleted" | "stale" | "body_too_large" | "unsupported_media_type" | "invalid" | "read_only_field" | "unknown_field" | "missing_field" | "invalid_value" | "unknown_operator" | "unsuitable_operator" | "filter_too_large" | "unsortable_field" | "unknown_relation" | "unknown_reference" | "invalid_transition" | "stage_not_in_pipeline" | "weak_password" | "too_many_attempts" | "too_many_requests" | "busy" | "unavailable" | "draining" | "internal";
        /**
         * Format: uuid
         * @description An entry of the change log, and the event made from it.
         */
        EventId: string;
        /**
         * @description The rule of a grant for one field.
         * @enum {string}
         */
        FieldAccess: "none" | "read" | "write";
        /** @description What is wrong with one field of a request. */
        FieldError: {
            /** @description A JSON pointer (RFC 6901) into the request body, or the name of a query parameter. */
            pointer: string;
            code: components["schemas"]["ErrorCode"];
            message: string;
        };
        /** @description A record that the caller follows: where it is found, and nothing of what is in it. */
        FollowedRecord: {
            /** @description `deal` */
            entity: string;
            id: components["schemas"]["RecordId"];
            /** @description `deals/{id}`, as the subject of an event says it. */
            subject: string;
            /** Format: date-time */
            followedAt: string;
        };
        /** @description A follower as those see them who can see the record. */
        Follower: {
            userId: components["schemas"]["UserId"];
            firstName: string;
            lastName: string;
            /** Format: date-time */
            followedAt: string;
        };
        GrantedPermission: {
            /** @description `deals.read` */
            permission: string;
            scope: components["schemas"]["Scope"];
        };
        Invitation: {
            id: components["schemas"]["InvitationId"];
            email: string;
            /** @description The key of the role. */
            role: string;
            teams: components["schemas"]["TeamId"][];
            status: components["schemas"]["InvitationStatus"];
            invitedBy: components["schemas"]["UserId"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /**
         * Format: uuid
         * @description An invitation to become a member of one tenant.
         */
        InvitationId: string;
        /** @enum {string} */
        InvitationStatus: "open" | "accepted" | "withdrawn" | "expired";
        /** @description A new invitation with its token, which is shown this once. */
        InvitationWithToken: {
            id: components["schemas"]["InvitationId"];
            email: string;
            /** @description The key of the role. */
            role: string;
            teams: components["schemas"]["TeamId"][];
            status: components["schemas"]["InvitationStatus"];
            invitedBy: components["schemas"]["UserId"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            token: string;
        };
        /** @description Who is invited, and to what. */
        Invite: {
            /** Format: email */
            email: string;
            /** @description The key of a role of the tenant. */
            role: string;
            /** @default [] */
            teams: components["schemas"]["TeamId"][] | null;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Lead: {
            title?: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            /** @enum {string} */
            status?: "new" | "contacted" | "qualified" | "disqualified";
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        LeadPatch: {
            title?: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            /** @enum {string} */
            status?: "new" | "contacted" | "qualified" | "disqualified";
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        LeadReplacement: {
            title: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            /**
             * @default new
             * @enum {string}
             */
            status: "new" | "contacted" | "qualified" | "disqualified";
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        Login: {
            email: string;
            password: string;
            /** @description Needed by a person of several tenants. */
            tenantId?: components["schemas"]["TenantId"] | null;
        };
        /** @description The caller, and their permissions. */
        Me: {
            user: components["schemas"]["User"];
            tenant: components["schemas"]["TenantSummary"];
            teams: components["schemas"]["TeamId"][];
            permissions: components["schemas"]["GrantedPermission"][];
        };
        /** @description A member as colleagues who may administer see them. */
        Member: {
            id: components["schemas"]["UserId"];
            email: string;
            firstName: string;
            lastName: string;
            /** @description The key of the role. */
            role: string;
            status: components["schemas"]["MemberStatus"];
            teams: components["schemas"]["TeamId"][];
            /**
             * Format: int64
             * @description Of the membership; the person's names have none.
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description Changes of a member; a field without a value stays as it is. */
        MemberPatch: {
            /** @description The key of a role of the tenant. */
            role?: string | null;
            status?: components["schemas"]["MemberStatus"] | null;
        };
        /**
         * @description Whether a member may come in.
         * @enum {string}
         */
        MemberStatus: "active" | "suspended";
        /** @description A module of permissions: what a role can be granted in it. */
        Module: {
            module: string;
            actions: components["schemas"]["Action"][];
            scopes: components["schemas"]["Scope"][];
            /** @description The kinds of record in it, whose fields may have rules of their own. */
            entities: components["schemas"]["ModuleEntity"][];
        };
        ModuleEntity: {
            name: string;
            fields: components["schemas"]["ModuleField"][];
        };
        ModuleField: {
            name: string;
            /** @description Whether a client may set it at all. */
            writable: boolean;
        };
        /** @description The amount is a decimal text with the digits of its currency (ISO 4217). */
        Money: {
            /** @example 12.50 */
            amount: string;
            /** @enum {string} */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAD" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
        };
        /** @description A person or a team that a record names. */
        Named: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        NewAccount: {
            name: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            /**
             * @default prospect
             * @enum {string}
             */
            type: "prospect" | "customer" | "partner" | "supplier" | "other";
            /**
             * @default active
             * @enum {string}
             */
            status: "active" | "inactive";
            industry?: string | null;
            source?: string | null;
            /** Format: uri */
            website?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            employees?: number | null;
            annualRevenue?: components["schemas"]["Money"] | null;
            street?: string | null;
            postalCode?: string | null;
            city?: string | null;
            region?: string | null;
            country?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewActivity: components["schemas"]["NewActivityOfCall"] | components["schemas"]["NewActivityOfEmail"] | components["schemas"]["NewActivityOfMeeting"] | components["schemas"]["NewActivityOfNote"] | components["schemas"]["NewActivityOfTask"];
        NewActivityOfCall: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "call";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewActivityOfEmail: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "email";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewActivityOfMeeting: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "meeting";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewActivityOfNote: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "note";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewActivityOfTask: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "task";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** Format: date */
            dueDate?: string | null;
            /**
             * @default normal
             * @enum {string|null}
             */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewContact: {
            firstName: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /** @default false */
            isPrimary: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            /** Format: uri */
            website?: string | null;
            /**
             * @default active
             * @enum {string}
             */
            status: "lead" | "customer" | "active" | "inactive";
            source?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewDeal: {
            title: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            value?: components["schemas"]["Money"] | null;
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            /**
             * Format: uuid
             * @description The id of a record: stage.
             */
            stageId?: string;
            /** Format: date */
            expectedCloseDate?: string | null;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewLead: {
            title: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            /**
             * @default new
             * @enum {string}
             */
            status: "new";
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Other names for the caller; a name without a value stays as it is. */
        NewNames: {
            firstName?: string | null;
            lastName?: string | null;
        };
        /** @description A permission that a role shall have. */
        NewPermission: {
            /** @enum {string} */
            permission: "accounts.delete" | "accounts.read" | "accounts.write" | "activities.delete" | "activities.read" | "activities.write" | "audit.delete" | "audit.read" | "audit.write" | "contacts.delete" | "contacts.read" | "contacts.write" | "deals.delete" | "deals.read" | "deals.write" | "leads.delete" | "leads.read" | "leads.write" | "pipelines.delete" | "pipelines.read" | "pipelines.write" | "users.delete" | "users.read" | "users.write";
            scope: components["schemas"]["Scope"];
            /** @description Rules for single fields. */
            fields?: {
                [key: string]: components["schemas"]["FieldAccess"];
            } | null;
        };
        NewPipeline: {
            name: string;
            /** @default false */
            isDefault: boolean;
            /** @default 0 */
            position: number;
        };
        /** @description The body of a new role, as documents describe it and `parse` reads it. */
        NewRole: {
            /** @description What members and invitations name the role by; made of the name when there is none. */
            key?: string | null;
            name: string;
            defaultFieldAccess?: components["schemas"]["DefaultFieldAccess"] | null;
            permissions?: components["schemas"]["NewPermission"][] | null;
        };
        /** @description A machine that is to become a member. */
        NewServiceAccount: {
            name: string;
            /** @description The key of a role of the tenant. */
            role: string;
            /** @default [] */
            teams: components["schemas"]["TeamId"][] | null;
        };
        NewStage: {
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId: string;
            name: string;
            /** @default 0 */
            position: number;
            /** @default 0 */
            probability: number;
            /**
             * @default open
             * @enum {string}
             */
            kind: "open" | "won" | "lost";
        };
        NewTask: {
            /** @constant */
            kind?: "task";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** Format: date */
            dueDate?: string | null;
            /**
             * @default normal
             * @enum {string|null}
             */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        NewTeam: {
            name: string;
        };
        /** @description A notification as its reader may see it now. */
        Notification: {
            id: components["schemas"]["NotificationId"];
            /** @description `deal_won`; `record_changed` when the reader may no longer know more. */
            category: string;
            /** @description A short line in English; a client in another language makes its own from the other fields. */
            title: string;
            body: string;
            /** @description The record, as long as the reader can see it. */
            record: components["schemas"]["NotifiedRecord"] | null;
            /** @description Who did it, the last of several; nobody when it was the system's doing, or the record is out of sight. */
            actor: components["schemas"]["NotifiedActor"] | null;
            /** @description The type of the event that it tells of, the last of several, as far as the reader may know. */
            event: string;
            /** @description The fields that changed, as far as the reader may read them. */
            fields: string[];
            /**
             * Format: int32
             * @description How many changes it tells of.
             */
            count: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            readAt: string | null;
        };
        /**
         * Format: uuid
         * @description A notification of one member.
         */
        NotificationId: string;
        /** @description Who did what a notification tells of. */
        NotifiedActor: {
            id: components["schemas"]["UserId"];
            name: string;
        };
        /** @description The record that a notification is about. */
        NotifiedRecord: {
            /** @description `deal` */
            entity: string;
            id: components["schemas"]["RecordId"];
            /** @description `deals/{id}` */
            subject: string;
            /** @description What it is called, as far as the reader may know. */
            label: string | null;
            deleted: boolean;
        };
        /** @description The position of a page in its list. */
        Page: {
            /** Format: uint32 */
            limit: number;
            next: string | null;
            prev: string | null;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Pipeline: {
            name?: string;
            isDefault?: boolean;
            position?: number;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
                stages?: {
                    data: components["schemas"]["Stage"][];
                    hasMore: boolean;
                };
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        PipelinePatch: {
            name?: string;
            isDefault?: boolean;
            position?: number;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        PipelineReplacement: {
            name: string;
            /** @default false */
            isDefault: boolean;
            /** @default 0 */
            position: number;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /** @description A tenant as an operator sees it, without its data. */
        PlatformTenant: {
            id: components["schemas"]["TenantId"];
            name: string;
            slug: string;
            plan: string;
            status: components["schemas"]["Status"];
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description The body of an error (RFC 9457). */
        Problem: {
            /** @description `urn:plenum:problem:` and the code. */
            type: string;
            /** @description The meaning of the code, always in the same words. */
            title: string;
            /** Format: uint16 */
            status: number;
            /** @description The cause in this case. */
            detail: string;
            code: components["schemas"]["ErrorCode"];
            requestId: string;
            /** @description The errors of single fields of the body, or of parameters. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The error code of RFC 6749, for clients of the token endpoint. */
            error?: string | null;
            error_description?: string | null;
            /** @description The record as the caller had read it, if the log still has it. */
            base?: {
                [key: string]: unknown;
            } | null;
            /** @description The record as the caller wants it. */
            yours?: {
                [key: string]: unknown;
            };
            /** @description The record now. */
            theirs?: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description The user who changed it last.
             */
            who?: string | null;
            /**
             * Format: date-time
             * @description The time of that change.
             */
            when?: string | null;
        };
        /**
         * Format: uuid
         * @description A record of any entity of the catalogue.
         */
        RecordId: string;
        /** @description The position of a page of records in its list. */
        RecordsPage: {
            /** Format: uint32 */
            limit: number;
            next: string | null;
            prev: string | null;
            /** Format: int64 */
            total?: number | null;
            /**
             * @description Whether there may be more than `total`.
             * @enum {string|null}
             */
            totalIs?: "exact" | "at_least" | null;
        };
        Refresh: {
            refreshToken: string;
        };
        /** @description The new tokens, under the same name as in the answer of signing in. */
        Refreshed: {
            tokens: components["schemas"]["Tokens"];
        };
        Register: {
            /** Format: email */
            email: string;
            password: string;
            firstName: string;
            lastName: string;
            /** @description The name of the new tenant. */
            company: string;
        };
        Role: {
            id: components["schemas"]["RoleId"];
            /** @description What members and invitations name the role by; it never changes. */
            key: string;
            name: string;
            /** @description Every tenant has it, and it cannot be deleted. */
            isSystem: boolean;
            defaultFieldAccess: components["schemas"]["DefaultFieldAccess"];
            permissions: components["schemas"]["RolePermission"][];
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * Format: uuid
         * @description A role of one tenant.
         */
        RoleId: string;
        /** @description The body of a change of a role. Its key stays. */
        RolePatch: {
            name?: string | null;
            defaultFieldAccess?: components["schemas"]["DefaultFieldAccess"] | null;
            /** @description All of them: what is not named is taken away. */
            permissions?: components["schemas"]["NewPermission"][] | null;
        };
        RolePermission: {
            /** @description `deals.read` */
            permission: string;
            scope: components["schemas"]["Scope"];
            /** @description Exceptions to the default, by field. */
            fields: {
                [key: string]: components["schemas"]["FieldAccess"];
            };
        };
        /** @description How much of a module a grant covers. */
        Scope: "own" | "team" | "all";
        /** @description The end of the old secrets, for the document. */
        SecretRotation: {
            /**
             * Format: uint32
             * @description How long the old secrets live on, in seconds; without it they end at once, and with them their sessions.
             */
            overlapSeconds?: number | null;
        };
        /** @description The answer instead of tokens: the tenants to choose from. */
        SelectTenant: {
            selectTenant: components["schemas"]["TenantChoice"][];
        };
        ServiceAccountStatus: "active" | "suspended" | "revoked";
        /** @description A service account as those see it who may administer. */
        ServiceAccountView: {
            /** @description The client id, and the member that the machine is. */
            id: components["schemas"]["UserId"];
            name: string;
            /** @description The key of the role. */
            role: string;
            teams: components["schemas"]["TeamId"][];
            status: components["schemas"]["ServiceAccountStatus"];
            createdBy: components["schemas"]["UserId"];
            createdAt: string;
            /** @description When it last got a token. */
            lastUsedAt: string | null;
            /** @description When it last said how far it has handled the stream. */
            ackedAt: string | null;
        };
        /** @description A session as its owner sees it. */
        Session: {
            id: components["schemas"]["SessionId"];
            /** @description Whether it is the session of the request. */
            current: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** Format: date-time */
            expiresAt: string;
            ip: string | null;
            userAgent: string | null;
        };
        /**
         * Format: uuid
         * @description One sign-in on one device, and with it one family of refresh tokens.
         */
        SessionId: string;
        /** @description Named settings change, null restores the default of the installation, the rest stays. */
        SettingsPatch: {
            /** Format: uint64 */
            accessTokenMinutes?: number | null;
        };
        SignedIn: {
            user: components["schemas"]["User"];
            tenant: components["schemas"]["TenantSummary"];
            tokens: components["schemas"]["Tokens"];
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Stage: {
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            name?: string;
            position?: number;
            probability?: number;
            /** @enum {string} */
            kind?: "open" | "won" | "lost";
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                pipeline?: components["schemas"]["Pipeline"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        StagePatch: {
            name?: string;
            position?: number;
            probability?: number;
            /** @enum {string} */
            kind?: "open" | "won" | "lost";
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        StageReplacement: {
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            name: string;
            /** @default 0 */
            position: number;
            /** @default 0 */
            probability: number;
            /**
             * @default open
             * @enum {string}
             */
            kind: "open" | "won" | "lost";
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        /**
         * @description Whether a tenant may be used.
         * @enum {string}
         */
        Status: "active" | "suspended";
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Task: {
            /** @constant */
            kind?: "task";
            subject?: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
            /** @description The records that `include` requested. */
            included?: {
                account?: components["schemas"]["Account"] | null;
                contact?: components["schemas"]["Contact"] | null;
                deal?: components["schemas"]["Deal"] | null;
                assignee?: components["schemas"]["Named"] | null;
                owner?: components["schemas"]["Named"] | null;
                team?: components["schemas"]["Named"] | null;
                createdBy?: components["schemas"]["Named"] | null;
                updatedBy?: components["schemas"]["Named"] | null;
                deletedBy?: components["schemas"]["Named"] | null;
            };
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        TaskPatch: {
            subject?: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** @enum {string|null} */
            direction?: "inbound" | "outbound" | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. */
        TaskReplacement: {
            /** @constant */
            kind?: "task";
            subject: string;
            description?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: contact.
             */
            contactId?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: deal.
             */
            dealId?: string | null;
            /** Format: date */
            dueDate?: string | null;
            /**
             * @default normal
             * @enum {string|null}
             */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            assigneeId?: string | null;
            /** Format: date-time */
            completedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a team.
             */
            teamId?: string | null;
            /** Format: uuid */
            id?: string;
            /** Format: int64 */
            version?: number;
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            createdBy?: string | null;
            /** Format: date-time */
            updatedAt?: string;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            updatedBy?: string | null;
            /** Format: date-time */
            deletedAt?: string | null;
            /**
             * Format: uuid
             * @description The id of a member.
             */
            deletedBy?: string | null;
        };
        Team: {
            id: components["schemas"]["TeamId"];
            name: string;
            /**
             * Format: int64
             * @description How many; who they are is a list of its own.
             */
            memberCount: number;
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * Format: uuid
         * @description A team of one tenant.
         */
        TeamId: string;
        TeamPatch: {
            name?: string | null;
        };
        Tenant: {
            id: components["schemas"]["TenantId"];
            name: string;
            slug: string;
            plan: string;
            settings: components["schemas"]["TenantSettings"];
            /** Format: int64 */
            version: number;
        };
        /** @description One of the tenants that a person may sign in to. */
        TenantChoice: {
            id: components["schemas"]["TenantId"];
            name: string;
            slug: string;
        };
        /**
         * Format: uuid
         * @description A tenant: one customer organisation, the border that nothing crosses.
         */
        TenantId: string;
        TenantPatch: {
            name?: string | null;
            settings?: components["schemas"]["SettingsPatch"] | null;
        };
        /** @description What a tenant has otherwise than the installation; null is as the installation has it. */
        TenantSettings: {
            /**
             * Format: uint64
             * @description How many minutes an access token is good for. Tokens that are out stay as they are.
             */
            accessTokenMinutes: number | null;
        };
        TenantSummary: {
            id: components["schemas"]["TenantId"];
            name: string;
            slug: string;
            plan: string;
        };
        /** @description One thing in the timeline of a record. */
        TimelineItem: components["schemas"]["ChangeItem"] | components["schemas"]["ActivityItem"];
        /** @description A token in the format of RFC 6749, section 5.1, which has no envelope. */
        TokenAnswer: {
            access_token: string;
            /** @description `Bearer` */
            token_type: string;
            /**
             * Format: uint64
             * @description Seconds.
             */
            expires_in: number;
        };
        /** @description The form, for the document. */
        TokenRequest: {
            /** @description `client_credentials` */
            grant_type: string;
            /** @description Not with HTTP Basic. */
            client_id?: string | null;
            /** @description Not with HTTP Basic. */
            client_secret?: string | null;
        };
        /** @description The tokens of a session. */
        Tokens: {
            accessToken: string;
            refreshToken: string;
            /**
             * Format: uint64
             * @description The life of the access token in seconds.
             */
            expiresIn: number;
        };
        /** @description How many of a person's notifications are unread. */
        Unread: {
            /** Format: int64 */
            unread: number;
        };
        /** @description The position up to which to mark. */
        UpTo: {
            cursor?: string | null;
        };
        User: {
            id: components["schemas"]["UserId"];
            email: string;
            firstName: string;
            lastName: string;
            /** @description The key of the person's role in this tenant. */
            role: string;
        };
        /**
         * Format: uuid
         * @description A person or machine that can sign in; the same in every tenant it is a member of.
         */
        UserId: string;
        /** @description An account with a new secret, which is shown this once. */
        WithSecret: {
            /** @description The client id, and the member that the machine is. */
            id: components["schemas"]["UserId"];
            name: string;
            /** @description The key of the role. */
            role: string;
            teams: components["schemas"]["TeamId"][];
            status: components["schemas"]["ServiceAccountStatus"];
            createdBy: components["schemas"]["UserId"];
            createdAt: string;
            /** @description When it last got a token. */
            lastUsedAt: string | null;
            /** @description When it last said how far it has handled the stream. */
            ackedAt: string | null;
            clientId: components["schemas"]["UserId"];
            clientSecret: string;
        };
    };
    responses: {
        /** @description `invalid_cursor`: the cursor is not one that was given to you for this list or tenant. `malformed_body`: the request body is not valid JSON of the expected shape. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.invalid_cursor.malformed_body.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "invalid_cursor" | "malformed_body" | "malformed_query";
                };
            };
        };
        /** @description `invalid_cursor`: the cursor is not one that was given to you for this list or tenant. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.invalid_cursor.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "invalid_cursor" | "malformed_query";
                };
            };
        };
        /** @description `invalid_request`: the request for a token is not of the form that RFC 6749 gives it. `malformed_body`: the request body is not valid JSON of the expected shape. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. `unsupported_grant_type`: tokens are given for client credentials only. */
        "400.invalid_request.malformed_body.malformed_query.unsupported_grant_type": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "invalid_request" | "malformed_body" | "malformed_query" | "unsupported_grant_type";
                };
            };
        };
        /** @description `malformed_body`: the request body is not valid JSON of the expected shape. `malformed_header`: a request header is not of the expected form. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.malformed_body.malformed_header.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "malformed_body" | "malformed_header" | "malformed_query";
                };
            };
        };
        /** @description `malformed_body`: the request body is not valid JSON of the expected shape. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.malformed_body.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "malformed_body" | "malformed_query";
                };
            };
        };
        /** @description `malformed_header`: a request header is not of the expected form. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.malformed_header.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "malformed_header" | "malformed_query";
                };
            };
        };
        /** @description `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "400.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "malformed_query";
                };
            };
        };
        /** @description `invalid_client`: the client is unknown, or its secret is wrong or has ended. */
        "401.invalid_client": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "invalid_client";
                };
            };
        };
        /** @description `invalid_credentials`: the e-mail address or the password is wrong. */
        "401.invalid_credentials": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "invalid_credentials";
                };
            };
        };
        /** @description `invalid_refresh_token`: the refresh token is unknown, expired or was used before; sign in again. */
        "401.invalid_refresh_token": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "invalid_refresh_token";
                };
            };
        };
        /** @description `unauthenticated`: a valid access token is needed. */
        "401.unauthenticated": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "unauthenticated";
                };
            };
        };
        /** @description `beyond_your_access`: this would give or take more than you may do yourself. `forbidden`: your role does not allow this. `tenant_mismatch`: the tenant named in the request is not the one your token was issued for. `tenant_suspended`: this organisation is suspended. */
        "403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "beyond_your_access" | "forbidden" | "tenant_mismatch" | "tenant_suspended";
                };
            };
        };
        /** @description `forbidden`: your role does not allow this. */
        "403.forbidden": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "forbidden";
                };
            };
        };
        /** @description `forbidden`: your role does not allow this. `tenant_mismatch`: the tenant named in the request is not the one your token was issued for. `tenant_suspended`: this organisation is suspended. */
        "403.forbidden.tenant_mismatch.tenant_suspended": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "forbidden" | "tenant_mismatch" | "tenant_suspended";
                };
            };
        };
        /** @description `forbidden`: your role does not allow this. `tenant_suspended`: this organisation is suspended. */
        "403.forbidden.tenant_suspended": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "forbidden" | "tenant_suspended";
                };
            };
        };
        /** @description `tenant_suspended`: this organisation is suspended. */
        "403.tenant_suspended": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "tenant_suspended";
                };
            };
        };
        /** @description `invalid_invitation`: the invitation is unknown, expired, withdrawn or was used before; ask for a new one. */
        "404.invalid_invitation": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "invalid_invitation";
                };
            };
        };
        /** @description `not_found`: there is no such thing, or it is not yours to see. */
        "404.not_found": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "not_found";
                };
            };
        };
        /** @description `malformed_body`: the request body is not valid JSON of the expected shape. */
        "408.malformed_body": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 408;
                    /** @enum {unknown} */
                    code?: "malformed_body";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. */
        "409.already_exists": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. `in_use`: other records still refer to this one. `last_of_its_kind`: this is the last of its kind and cannot go. */
        "409.already_exists.in_use.last_of_its_kind": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists" | "in_use" | "last_of_its_kind";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. `limit_reached`: there are as many of these as there may be. */
        "409.already_exists.limit_reached": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists" | "limit_reached";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. `not_deleted`: the record is not deleted. */
        "409.already_exists.not_deleted": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists" | "not_deleted";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. `registration_refused`: this registration cannot be completed; if you already have an account, sign in instead. */
        "409.already_exists.registration_refused": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists" | "registration_refused";
                };
            };
        };
        /** @description `already_exists`: another record already has this value. `system_role`: this role is one that every organisation has and cannot be changed like this. */
        "409.already_exists.system_role": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "already_exists" | "system_role";
                };
            };
        };
        /** @description `in_use`: other records still refer to this one. */
        "409.in_use": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "in_use";
                };
            };
        };
        /** @description `in_use`: other records still refer to this one. `last_of_its_kind`: this is the last of its kind and cannot go. */
        "409.in_use.last_of_its_kind": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "in_use" | "last_of_its_kind";
                };
            };
        };
        /** @description `in_use`: other records still refer to this one. `system_role`: this role is one that every organisation has and cannot be changed like this. */
        "409.in_use.system_role": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "in_use" | "system_role";
                };
            };
        };
        /** @description `last_of_its_kind`: this is the last of its kind and cannot go. */
        "409.last_of_its_kind": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "last_of_its_kind";
                };
            };
        };
        /** @description `limit_reached`: there are as many of these as there may be. */
        "409.limit_reached": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "limit_reached";
                };
            };
        };
        /** @description `registration_refused`: this registration cannot be completed; if you already have an account, sign in instead. */
        "409.registration_refused": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "registration_refused";
                };
            };
        };
        /** @description `stale`: the record was changed since you read it. */
        "412.stale": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 412;
                    /** @enum {unknown} */
                    code?: "stale";
                };
            };
        };
        /** @description `body_too_large`: the request body is larger than this server accepts. */
        "413.body_too_large": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {unknown} */
                    code?: "body_too_large";
                };
            };
        };
        /** @description `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        "414.malformed_query": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 414;
                    /** @enum {unknown} */
                    code?: "malformed_query";
                };
            };
        };
        /** @description `unsupported_media_type`: the request body must be JSON. */
        "415.unsupported_media_type": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /** @description `invalid`: one or more fields are not acceptable. */
        "422.invalid": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "invalid";
                };
            };
        };
        /** @description `too_many_attempts`: there were too many attempts with a wrong password, or too many at once; wait as long as Retry-After says. */
        "429.too_many_attempts": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "too_many_attempts";
                };
            };
        };
        /** @description `too_many_requests`: you have too many requests of this kind under way; wait as long as Retry-After says. */
        "429.too_many_requests": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "too_many_requests";
                };
            };
        };
        /** @description `internal`: something went wrong on our side; the request id helps us find it. */
        "500.internal": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {unknown} */
                    code?: "internal";
                };
            };
        };
        /** @description `busy`: the server is busy with this; try again in a moment. `draining`: this server is shutting down; another will answer. `unavailable`: a part of the service is not reachable; try again. */
        "503.busy.draining.unavailable": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "busy" | "draining" | "unavailable";
                };
            };
        };
        /** @description `draining`: this server is shutting down; another will answer. `unavailable`: a part of the service is not reachable; try again. */
        "503.draining.unavailable": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "draining" | "unavailable";
                };
            };
        };
    };
    parameters: {
        /** @description An id in the form in which the API writes it. A malformed id is not found. */
        id: string;
        /** @description The id of a member. */
        userId: string;
        /**
         * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
         * @example "v3"
         */
        IfMatch: string;
        /** @description Answer 304 if this is still the `ETag`. */
        IfNoneMatch: string;
        /** @description The number of items on a page. */
        Limit: number;
        /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
        Cursor: string;
        /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
        Page: number;
        /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
        Count: "exact" | "estimate";
        /** @description Only tenants of this status. */
        TenantStatus: "active" | "suspended";
        /**
         * @description Only these types of events and, in a timeline, kinds of activities.
         * @example [
         *       "deal.updated"
         *     ]
         */
        Type: string[];
        /** @description Only entries of this user, or of this kind of actor. */
        Actor: string | ("user" | "system" | "service");
        /** @description Only entries at this time or later. */
        From: string;
        /** @description Only entries before this time. */
        To: string;
        /** @description Only entries about this kind of thing: `deal`, `user`, `role`. */
        Entity: string;
    };
    requestBodies: never;
    headers: {
        /** @description The version, for `If-Match`. */
        ETag: string;
        /** @description The position of the tenant's log: a client that resumes a hub from here misses no event after this answer. */
        "X-Event-Cursor": string;
        /** @description The path of the new thing. */
        Location: string;
        /** @description The neighbouring pages (RFC 8288), when there are any. */
        Link: string;
        /** @description How long the answer may be cached. */
        "Cache-Control": string;
        /** @description The id of this request in the server's logs. */
        "X-Request-Id": string;
        /** @description The number of seconds after which to try again. */
        "Retry-After": number;
        /** @description Always `Bearer`. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys (RFC 7517). */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: Record<string, never>[];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer 304 if this is still the `ETag`. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SignedIn"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.registration_refused"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_attempts"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Signed in, or the tenants to choose from. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SignedIn"] | components["schemas"]["SelectTenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.invalid_credentials"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_attempts"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description New tokens; the old refresh token is used up. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Refreshed"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.invalid_refresh_token"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SignedIn"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.invalid_credentials"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.invalid_invitation"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.registration_refused"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_attempts"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Me"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    update_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNames"];
                "application/merge-patch+json": components["schemas"]["NewNames"];
            };
        };
        responses: {
            /** @description The caller with the new names. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Me"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_attempts"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Tenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_tenant: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantPatch"];
                "application/merge-patch+json": components["schemas"]["TenantPatch"];
            };
        };
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Tenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_user: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
                "application/merge-patch+json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description The invitation with its token, which is shown only once. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["InvitationWithToken"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.limit_reached"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_teams: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description The new team. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.limit_reached"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_team: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_team: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamPatch"];
                "application/merge-patch+json": components["schemas"]["TeamPatch"];
            };
        };
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_team_members: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    add_team_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
                /** @description The id of a member. */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Added. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    remove_team_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
                /** @description The id of a member. */
                userId: components["parameters"]["userId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The modules. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Module"][];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_roles: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Role"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_role: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description The new role. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Role"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.limit_reached"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Role"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_role: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.system_role"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_role: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolePatch"];
                "application/merge-patch+json": components["schemas"]["RolePatch"];
            };
        };
        responses: {
            /** @description The role. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Role"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.system_role"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_service_accounts: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ServiceAccountView"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_service_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServiceAccount"];
            };
        };
        responses: {
            /** @description The account with its secret, which is shown only once. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WithSecret"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.limit_reached"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_service_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service account. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ServiceAccountView"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_service_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    rotate_service_account_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description The account with its secret, which is shown only once. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WithSecret"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.beyond_your_access.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A token (RFC 6749, section 5.1). */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            400: components["responses"]["400.invalid_request.malformed_body.malformed_query.unsupported_grant_type"];
            401: components["responses"]["401.invalid_client"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.too_many_attempts"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_pipelines: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("name" | "-name" | "isDefault" | "-isDefault" | "position" | "-position" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("name" | "isDefault" | "position" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("createdBy" | "updatedBy" | "deletedBy" | "stages")[];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    name?: string;
                    isDefault?: boolean;
                    position?: number;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_pipeline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPipeline"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_pipeline: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("createdBy" | "updatedBy" | "deletedBy" | "stages")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_pipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_pipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_pipeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelinePatch"];
                "application/merge-patch+json": components["schemas"]["PipelinePatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_pipeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pipeline"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_pipeline_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_pipeline_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_stages: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("pipelineId" | "-pipelineId" | "name" | "-name" | "position" | "-position" | "probability" | "-probability" | "kind" | "-kind" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("pipelineId" | "name" | "position" | "probability" | "kind" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("pipeline" | "createdBy" | "updatedBy" | "deletedBy")[];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    /**
                     * Format: uuid
                     * @description The id of a record: pipeline.
                     */
                    pipelineId?: string;
                    name?: string;
                    position?: number;
                    probability?: number;
                    /** @enum {string} */
                    kind?: "open" | "won" | "lost";
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_stage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStage"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_stage: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("pipeline" | "createdBy" | "updatedBy" | "deletedBy")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_stage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_stage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_stage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StagePatch"];
                "application/merge-patch+json": components["schemas"]["StagePatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_stage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Stage"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_stage_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_stage_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_accounts: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("name" | "-name" | "parentId" | "-parentId" | "type" | "-type" | "status" | "-status" | "industry" | "-industry" | "source" | "-source" | "email" | "-email" | "phone" | "-phone" | "employees" | "-employees" | "annualRevenue" | "-annualRevenue" | "street" | "-street" | "postalCode" | "-postalCode" | "city" | "-city" | "region" | "-region" | "country" | "-country" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("name" | "parentId" | "type" | "status" | "industry" | "source" | "website" | "email" | "phone" | "employees" | "annualRevenue" | "street" | "postalCode" | "city" | "region" | "country" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("parent" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "children" | "contacts" | "deals" | "activities")[];
                /**
                 * @description Only records that have each of these words in `name`, `industry`, `website`, `email`, `phone`, `city`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    name?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: account.
                     */
                    parentId?: string;
                    /** @enum {string} */
                    type?: "prospect" | "customer" | "partner" | "supplier" | "other";
                    /** @enum {string} */
                    status?: "active" | "inactive";
                    industry?: string;
                    source?: string;
                    /** Format: uri */
                    website?: string;
                    /** Format: email */
                    email?: string;
                    /** Format: phone */
                    phone?: string;
                    employees?: number;
                    /** @example 12.50 EUR */
                    annualRevenue?: string;
                    street?: string;
                    postalCode?: string;
                    city?: string;
                    region?: string;
                    country?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_account: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("parent" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "children" | "contacts" | "deals" | "activities")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_account: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_account: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatch"];
                "application/merge-patch+json": components["schemas"]["AccountPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_account_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_account_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_account_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_contacts: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("firstName" | "-firstName" | "lastName" | "-lastName" | "accountId" | "-accountId" | "isPrimary" | "-isPrimary" | "title" | "-title" | "department" | "-department" | "email" | "-email" | "phone" | "-phone" | "mobile" | "-mobile" | "status" | "-status" | "source" | "-source" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("firstName" | "lastName" | "accountId" | "isPrimary" | "title" | "department" | "email" | "phone" | "mobile" | "website" | "status" | "source" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("account" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "deals" | "activities")[];
                /**
                 * @description Only records that have each of these words in `firstName`, `lastName`, `title`, `email`, `phone`, `mobile`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    firstName?: string;
                    lastName?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: account.
                     */
                    accountId?: string;
                    isPrimary?: boolean;
                    title?: string;
                    department?: string;
                    /** Format: email */
                    email?: string;
                    /** Format: phone */
                    phone?: string;
                    /** Format: phone */
                    mobile?: string;
                    /** Format: uri */
                    website?: string;
                    /** @enum {string} */
                    status?: "lead" | "customer" | "active" | "inactive";
                    source?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_contact: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("account" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "deals" | "activities")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_contact: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_contact: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_contact: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
                "application/merge-patch+json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_contact_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_contact_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_contact_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_deals: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("title" | "-title" | "accountId" | "-accountId" | "contactId" | "-contactId" | "value" | "-value" | "pipelineId" | "-pipelineId" | "stageId" | "-stageId" | "status" | "-status" | "expectedCloseDate" | "-expectedCloseDate" | "closedAt" | "-closedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("title" | "accountId" | "contactId" | "value" | "pipelineId" | "stageId" | "status" | "expectedCloseDate" | "closedAt" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "pipeline" | "stage" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "activities")[];
                /**
                 * @description Only records that have each of these words in `title`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    title?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: account.
                     */
                    accountId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: contact.
                     */
                    contactId?: string;
                    /** @example 12.50 EUR */
                    value?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: pipeline.
                     */
                    pipelineId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: stage.
                     */
                    stageId?: string;
                    /** @enum {string} */
                    status?: "open" | "won" | "lost";
                    /** Format: date */
                    expectedCloseDate?: string;
                    /** Format: date-time */
                    closedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_deal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeal"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_deal: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "pipeline" | "stage" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "activities")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_deal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_deal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_deal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealPatch"];
                "application/merge-patch+json": components["schemas"]["DealPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_deal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deal"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_deal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_deal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_deal_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_deal_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_deal_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_activities: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("kind" | "-kind" | "subject" | "-subject" | "accountId" | "-accountId" | "contactId" | "-contactId" | "dealId" | "-dealId" | "direction" | "-direction" | "startsAt" | "-startsAt" | "durationMinutes" | "-durationMinutes" | "outcome" | "-outcome" | "location" | "-location" | "dueDate" | "-dueDate" | "priority" | "-priority" | "assigneeId" | "-assigneeId" | "completedAt" | "-completedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("kind" | "subject" | "description" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt" | "durationMinutes" | "outcome" | "location" | "attendees" | "dueDate" | "priority" | "assigneeId" | "completedAt" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    /** @enum {string} */
                    kind?: "call" | "email" | "meeting" | "note" | "task";
                    subject?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: account.
                     */
                    accountId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: contact.
                     */
                    contactId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: deal.
                     */
                    dealId?: string;
                    /** @enum {string} */
                    direction?: "inbound" | "outbound";
                    /** Format: date-time */
                    startsAt?: string;
                    durationMinutes?: number;
                    outcome?: string;
                    location?: string;
                    /** Format: date */
                    dueDate?: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    assigneeId?: string;
                    /** Format: date-time */
                    completedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_activity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewActivity"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_activity: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_activity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_activity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_activity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityPatch"];
                "application/merge-patch+json": components["schemas"]["ActivityPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_activity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_activity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_activity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_activity_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_activity_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_activity_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_leads: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("title" | "-title" | "firstName" | "-firstName" | "lastName" | "-lastName" | "email" | "-email" | "phone" | "-phone" | "company" | "-company" | "source" | "-source" | "score" | "-score" | "status" | "-status" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("title" | "firstName" | "lastName" | "email" | "phone" | "company" | "source" | "score" | "status" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
                /**
                 * @description Only records that have each of these words in `title`, `firstName`, `lastName`, `email`, `phone`, `company`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    title?: string;
                    firstName?: string;
                    lastName?: string;
                    /** Format: email */
                    email?: string;
                    /** Format: phone */
                    phone?: string;
                    company?: string;
                    source?: string;
                    score?: number;
                    /** @enum {string} */
                    status?: "new" | "contacted" | "qualified" | "disqualified";
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_lead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLead"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_lead: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_lead: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_lead: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_lead: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadPatch"];
                "application/merge-patch+json": components["schemas"]["LeadPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Lead"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_lead_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_lead_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_lead_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
                page?: components["parameters"]["Page"];
                /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
                count?: components["parameters"]["Count"];
                /**
                 * @description The order, `-` for descending. Without it the newest come first. Each field at most once.
                 * @example [
                 *       "-createdAt"
                 *     ]
                 */
                sort?: ("kind" | "-kind" | "subject" | "-subject" | "accountId" | "-accountId" | "contactId" | "-contactId" | "dealId" | "-dealId" | "direction" | "-direction" | "startsAt" | "-startsAt" | "durationMinutes" | "-durationMinutes" | "outcome" | "-outcome" | "location" | "-location" | "dueDate" | "-dueDate" | "priority" | "-priority" | "assigneeId" | "-assigneeId" | "completedAt" | "-completedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy")[];
                /** @description Only these fields of each record; the id is always included. */
                fields?: ("kind" | "subject" | "description" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt" | "durationMinutes" | "outcome" | "location" | "attendees" | "dueDate" | "priority" | "assigneeId" | "completedAt" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy")[];
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /** @description Only matching records: `filter[field]=value` for those with this value, `filter[field][operator]=value` for the operators that `x-operators` lists by field, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes it in full. */
                filter?: {
                    /** @enum {string} */
                    kind?: "call" | "email" | "meeting" | "note" | "task";
                    subject?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: account.
                     */
                    accountId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: contact.
                     */
                    contactId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a record: deal.
                     */
                    dealId?: string;
                    /** @enum {string} */
                    direction?: "inbound" | "outbound";
                    /** Format: date-time */
                    startsAt?: string;
                    durationMinutes?: number;
                    outcome?: string;
                    location?: string;
                    /** Format: date */
                    dueDate?: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    assigneeId?: string;
                    /** Format: date-time */
                    completedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    ownerId?: string;
                    /**
                     * Format: uuid
                     * @description The id of a team.
                     */
                    teamId?: string;
                    /** Format: uuid */
                    id?: string;
                    /** Format: int64 */
                    version?: number;
                    /** Format: date-time */
                    createdAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    createdBy?: string;
                    /** Format: date-time */
                    updatedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    updatedBy?: string;
                    /** Format: date-time */
                    deletedAt?: string;
                    /**
                     * Format: uuid
                     * @description The id of a member.
                     */
                    deletedBy?: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"][];
                        page: components["schemas"]["RecordsPage"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    create_task: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description The new record. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_task: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: ("account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy")[];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    replace_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskReplacement"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    delete_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    patch_task: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPatch"];
                "application/merge-patch+json": components["schemas"]["TaskPatch"];
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_header.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            409: components["responses"]["409.already_exists.in_use.last_of_its_kind"];
            412: components["responses"]["412.stale"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    restore_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.already_exists.not_deleted"];
            414: components["responses"]["414.malformed_query"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    follow_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.limit_reached"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    unfollow_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not following. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_task_followers: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followers. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Follower"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_task_timeline: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_task_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_following: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The followed records. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["FollowedRecord"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only these types of events and, in a timeline, kinds of activities.
                 * @example [
                 *       "deal.updated"
                 *     ]
                 */
                type?: components["parameters"]["Type"];
                /** @description Only entries of this user, or of this kind of actor. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
                /** @description Only entries about this kind of thing: `deal`, `user`, `role`. */
                entity?: components["parameters"]["Entity"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            429: components["responses"]["429.too_many_requests"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_platform_tenants: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only tenants of this status. */
                status?: components["parameters"]["TenantStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tenants. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PlatformTenant"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_platform_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PlatformTenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    suspend_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Because"];
            };
        };
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PlatformTenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    reactivate_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Because"];
            };
        };
        responses: {
            /** @description The tenant. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PlatformTenant"];
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.not_found"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only unread notifications, or only read ones. */
                unread?: boolean;
                /** @description Only notifications of this category. */
                category?: "mentioned" | "assigned" | "deal_won" | "deal_lost" | "deal_moved" | "task_due" | "record_changed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notifications. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Notification"][];
                        page: components["schemas"]["Page"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_unread_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Unread"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    mark_notification_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number that is still unread. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Unread"];
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            404: components["responses"]["404.not_found"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    mark_all_notifications_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpTo"];
            };
        };
        responses: {
            /** @description The number that is still unread. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Unread"];
                    };
                };
            };
            400: components["responses"]["400.invalid_cursor.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    get_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every category with every channel. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            mentioned: {
                                in_app: boolean;
                            };
                            assigned: {
                                in_app: boolean;
                            };
                            deal_won: {
                                in_app: boolean;
                            };
                            deal_lost: {
                                in_app: boolean;
                            };
                            deal_moved: {
                                in_app: boolean;
                            };
                            task_due: {
                                in_app: boolean;
                            };
                            record_changed: {
                                in_app: boolean;
                            };
                        };
                    };
                };
            };
            400: components["responses"]["400.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            414: components["responses"]["414.malformed_query"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    put_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mentioned?: {
                        in_app?: boolean;
                    };
                    assigned?: {
                        in_app?: boolean;
                    };
                    deal_won?: {
                        in_app?: boolean;
                    };
                    deal_lost?: {
                        in_app?: boolean;
                    };
                    deal_moved?: {
                        in_app?: boolean;
                    };
                    task_due?: {
                        in_app?: boolean;
                    };
                    record_changed?: {
                        in_app?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Every category with every channel. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            mentioned: {
                                in_app: boolean;
                            };
                            assigned: {
                                in_app: boolean;
                            };
                            deal_won: {
                                in_app: boolean;
                            };
                            deal_lost: {
                                in_app: boolean;
                            };
                            deal_moved: {
                                in_app: boolean;
                            };
                            task_due: {
                                in_app: boolean;
                            };
                            record_changed: {
                                in_app: boolean;
                            };
                        };
                    };
                };
            };
            400: components["responses"]["400.malformed_body.malformed_query"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_mismatch.tenant_suspended"];
            408: components["responses"]["408.malformed_body"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.malformed_query"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid"];
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.busy.draining.unavailable"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
            500: components["responses"]["500.internal"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send work. Degraded: delivery is slower. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready" | "degraded";
                    };
                };
            };
            500: components["responses"]["500.internal"];
            503: components["responses"]["503.draining.unavailable"];
        };
    };
}
