// Made by `npm run generate` of docs/openapi.json.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys that verify access tokens
         * @description Anybody may call it.
         */
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
        /**
         * This document
         * @description Anybody may call it.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.legacy.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The document of the other addresses of operations
         * @description Anybody may call it.
         */
        get: operations["openapiLegacy"];
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
        /**
         * Founds a tenant with its first administrator, and signs that person in
         * @description Anybody may call it. Errors of its own: `registration_refused`, `too_many_attempts`.
         */
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
        /**
         * Signs a person in, or lists the tenants to choose from
         * @description Anybody may call it. Errors of its own: `invalid_credentials`, `too_many_attempts`, `tenant_suspended`, `forbidden`.
         */
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
        /**
         * Exchanges a refresh token for new tokens
         * @description Anybody may call it. Errors of its own: `invalid_refresh_token`, `tenant_suspended`, `forbidden`.
         */
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
        /**
         * Accepts an invitation: makes the person a member and signs them in
         * @description Anybody may call it. Errors of its own: `invalid_invitation`, `invalid_credentials`, `too_many_attempts`, `already_exists`, `registration_refused`, `tenant_suspended`.
         */
        post: operations["acceptInvitation"];
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
        /**
         * Ends the session of the token
         * @description Every member may call it.
         */
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
        /**
         * The caller with their permissions
         * @description Every member may call it.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the caller's names
         * @description Every member may call it.
         */
        patch: operations["updateMe"];
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
        /**
         * Changes the caller's password and ends their other sessions
         * @description Every member may call it. Errors of its own: `too_many_attempts`.
         */
        post: operations["changePassword"];
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
        /**
         * A page of the caller's live sessions, the newest first
         * @description Every member may call it. Errors of its own: `invalid_cursor`.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Ends all of the caller's sessions except the current one
         * @description Every member may call it.
         */
        delete: operations["endOtherSessions"];
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
        /**
         * Ends one of the caller's sessions
         * @description Every member may call it.
         */
        delete: operations["endSession"];
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
        /**
         * The caller's tenant
         * @description Every member may call it.
         */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name or the settings of the caller's tenant
         * @description The caller's role needs the permission `users.write`.
         */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/api/v1/tenant/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of the caller's tenant
         * @description Every member may call it.
         */
        get: operations["getTenantSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes settings of the caller's tenant
         * @description The caller's role needs the permission `users.write`.
         */
        patch: operations["patchTenantSettings"];
        trace?: never;
    };
    "/api/v1/tenant/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the plan of the caller's tenant allows, and how much of it is used
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["getTenantUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the members, the newest first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listUsers"];
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
        /**
         * A member
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a member's role, or suspends or reactivates them
         * @description The caller's role needs the permission `users.write`. Errors of its own: `beyond_your_access`, `last_of_its_kind`, `limit_reached`.
         */
        patch: operations["patchUser"];
        trace?: never;
    };
    "/api/v1/users/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's own settings
         * @description Every member may call it.
         */
        get: operations["getUserSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the caller's own settings
         * @description Every member may call it.
         */
        patch: operations["patchUserSettings"];
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the invitations, the newest first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invites a person to become a member
         * @description The caller's role needs the permission `users.write`. Errors of its own: `already_exists`, `beyond_your_access`, `limit_reached`.
         */
        post: operations["createInvitation"];
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
        /**
         * Withdraws an open invitation
         * @description The caller's role needs the permission `users.delete`.
         */
        delete: operations["withdrawInvitation"];
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
        /**
         * A page of the teams, the newest first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Creates a team without members
         * @description The caller's role needs the permission `users.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createTeam"];
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
        /**
         * A team
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Deletes a team that no record refers to
         * @description The caller's role needs the permission `users.delete`. Errors of its own: `in_use`, `beyond_your_access`.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        /**
         * Renames a team
         * @description The caller's role needs the permission `users.write`. Errors of its own: `already_exists`.
         */
        patch: operations["patchTeam"];
        trace?: never;
    };
    "/api/v1/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the members of a team, the newest members of the tenant first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listTeamMembers"];
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
        /**
         * Adds a member to a team; may be repeated
         * @description The caller's role needs the permission `users.write`. Errors of its own: `beyond_your_access`.
         */
        put: operations["addTeamMember"];
        post?: never;
        /**
         * Removes a member from a team
         * @description The caller's role needs the permission `users.write`. Errors of its own: `beyond_your_access`.
         */
        delete: operations["removeTeamMember"];
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
        /**
         * Everything that a role can be granted
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["listPermissions"];
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
        /**
         * A page of the roles, the newest first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listRoles"];
        put?: never;
        /**
         * Creates a role with no more access than the caller's
         * @description The caller's role needs the permission `users.write`. Errors of its own: `already_exists`, `beyond_your_access`, `feature_not_in_plan`, `limit_reached`.
         */
        post: operations["createRole"];
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
        /**
         * A role with its permissions
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /**
         * Deletes a role that no member has
         * @description The caller's role needs the permission `users.delete`. Errors of its own: `system_role`, `in_use`, `beyond_your_access`.
         */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /**
         * Changes a role; its permissions are replaced as a whole
         * @description The caller's role needs the permission `users.write`. Errors of its own: `system_role`, `beyond_your_access`, `already_exists`, `feature_not_in_plan`.
         */
        patch: operations["patchRole"];
        trace?: never;
    };
    "/api/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the service accounts, the newest first
         * @description The caller's role needs the permission `users.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listServiceAccounts"];
        put?: never;
        /**
         * Creates a service account
         * @description The caller's role needs the permission `users.write`. Errors of its own: `beyond_your_access`, `limit_reached`.
         */
        post: operations["createServiceAccount"];
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
        /**
         * A service account
         * @description The caller's role needs the permission `users.read`.
         */
        get: operations["getServiceAccount"];
        put?: never;
        post?: never;
        /**
         * Revokes a service account permanently
         * @description The caller's role needs the permission `users.delete`. Errors of its own: `beyond_your_access`.
         */
        delete: operations["deleteServiceAccount"];
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
        /**
         * Creates a new secret for a service account
         * @description The caller's role needs the permission `users.write`. Errors of its own: `beyond_your_access`.
         */
        post: operations["rotateServiceAccountSecret"];
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
        /**
         * Exchanges the credentials of a service account for an access token
         * @description Anybody may call it. Errors of its own: `invalid_client`, `invalid_request`, `unsupported_grant_type`, `too_many_attempts`, `tenant_suspended`, `forbidden`.
         */
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listPipelines"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countPipelines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchPipelines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipelines/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchPipelines"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getPipeline"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replacePipeline"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `pipelines.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deletePipeline"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchPipeline"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `pipelines.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restorePipeline"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getPipelineTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getPipelineAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listStages"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchStages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchStages"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getStage"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceStage"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `pipelines.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteStage"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `pipelines.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchStage"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `pipelines.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreStage"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `pipelines.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getStageTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getStageAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `accounts.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchAccounts"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getAccount"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `accounts.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceAccount"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `accounts.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `accounts.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchAccount"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `accounts.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreAccount"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followAccount"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `accounts.read`.
         */
        delete: operations["unfollowAccount"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listAccountFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `accounts.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getAccountTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getAccountAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `contacts.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchContacts"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getContact"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `contacts.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceContact"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `contacts.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `contacts.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchContact"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `contacts.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreContact"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followContact"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `contacts.read`.
         */
        delete: operations["unfollowContact"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listContactFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `contacts.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getContactTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getContactAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listDeals"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `deals.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createDeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countDeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchDeals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchDeals"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getDeal"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `deals.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceDeal"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `deals.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteDeal"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `deals.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchDeal"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `deals.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreDeal"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followDeal"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `deals.read`.
         */
        delete: operations["unfollowDeal"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listDealFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `deals.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getDealTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getDealAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listActivities"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createActivity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchActivities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchActivities"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getActivity"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceActivity"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `activities.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteActivity"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchActivity"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `activities.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreActivity"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followActivity"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `activities.read`.
         */
        delete: operations["unfollowActivity"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listActivityFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getActivityTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getActivityAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listLeads"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `leads.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchLeads"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getLead"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `leads.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceLead"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `leads.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteLead"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `leads.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchLead"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `leads.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreLead"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followLead"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `leads.read`.
         */
        delete: operations["unfollowLead"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listLeadFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `leads.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getLeadTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getLeadAudit"];
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
        /**
         * Reads a page of the records that the caller may see
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `invalid`, `too_many_requests`.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Creates a record
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `limit_reached`.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the records that the caller may see, in groups with the same values if requested
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid`, `too_many_requests`.
         */
        get: operations["countTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a page of the records that a filter in the body finds
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        post: operations["searchTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does up to 100 operations on records in one transaction and one change set
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `too_many_requests`, `not_found`, `already_exists`, `in_use`, `last_of_its_kind`, `limit_reached`, `not_deleted`, `stale`.
         */
        post: operations["batchTasks"];
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
        /**
         * Reads a record, now or as of a time, and the related records that `include` requests
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["getTask"];
        /**
         * Replaces a record; fields that the body does not name get their default
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        put: operations["replaceTask"];
        post?: never;
        /**
         * Deletes a record; it can be restored
         * @description The caller's role needs the permission `activities.delete`. Errors of its own: `in_use`, `last_of_its_kind`.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        /**
         * Changes a record
         * @description The caller's role needs the permission `activities.write`. Errors of its own: `already_exists`, `in_use`, `last_of_its_kind`.
         */
        patch: operations["patchTask"];
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
        /**
         * Restores a deleted record
         * @description The caller's role needs the permission `activities.delete`. Errors of its own: `not_deleted`, `already_exists`, `invalid`, `limit_reached`.
         */
        post: operations["restoreTask"];
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
        /**
         * Makes the caller a follower of a record
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `limit_reached`.
         */
        put: operations["followTask"];
        post?: never;
        /**
         * Stops following a record, even one that the caller may no longer see
         * @description The caller's role needs the permission `activities.read`.
         */
        delete: operations["unfollowTask"];
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
        /**
         * Reads a page of a record's followers, the newest first
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`.
         */
        get: operations["listTaskFollowers"];
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
        /**
         * Reads a page of a record's changes and of its activities, the newest first
         * @description The caller's role needs the permission `activities.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getTaskTimeline"];
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
        /**
         * Reads a page of a record's changes with their authors and origins, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["getTaskAudit"];
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
        /**
         * Reads a page of the records that the caller follows, the last followed first
         * @description Every member may call it. Errors of its own: `invalid_cursor`.
         */
        get: operations["listFollowing"];
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
        /**
         * Reads a page of the audit of the caller's tenant, the newest first
         * @description The caller's role needs the permission `audit.read`. Errors of its own: `feature_not_in_plan`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/change-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a page of the caller's change sets, or of all, the newest first
         * @description Every member may call it. Errors of its own: `invalid_cursor`, `too_many_requests`.
         */
        get: operations["listChangeSets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/change-sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a change set with its changes
         * @description Every member may call it. Errors of its own: `too_many_requests`.
         */
        get: operations["getChangeSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/change-sets/{id}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverts what a change set changed and nobody changed since
         * @description Every member may call it. Errors of its own: `forbidden`, `feature_not_in_plan`, `limit_reached`, `too_many_requests`.
         */
        post: operations["revertChangeSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the caller's jobs, for administrators of all; the newest first
         * @description Every member may call it. Errors of its own: `invalid_cursor`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job with its progress, its result or its error
         * @description Every member may call it.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job, or asks one that is running to stop
         * @description Every member may call it. Errors of its own: `job_over`.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a job again that failed for good or was cancelled
         * @description Every member may call it. Errors of its own: `job_not_failed`, `already_exists`.
         */
        post: operations["retryJob"];
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
        /**
         * Reads a page of all tenants, the newest first
         * @description Operators of the platform may call it. Errors of its own: `invalid_cursor`.
         */
        get: operations["listPlatformTenants"];
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
        /**
         * Reads a tenant as the platform sees it, without its data
         * @description Operators of the platform may call it.
         */
        get: operations["getPlatformTenant"];
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
        /**
         * Suspends a tenant: its members are refused, and their connections are closed
         * @description Operators of the platform may call it. Errors of its own: `forbidden`.
         */
        post: operations["suspendTenant"];
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
        /**
         * Reactivates a suspended tenant
         * @description Operators of the platform may call it. Errors of its own: `forbidden`.
         */
        post: operations["reactivateTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/tenants/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the plan of a tenant, and how much of it is used
         * @description Operators of the platform may call it.
         */
        get: operations["getTenantPlan"];
        /**
         * Gives a tenant another plan; nothing that it has is deleted
         * @description Operators of the platform may call it. Errors of its own: `forbidden`.
         */
        put: operations["putTenantPlan"];
        post?: never;
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
        /**
         * A page of the caller's notifications, the newest first
         * @description Every member may call it. Errors of its own: `invalid_cursor`.
         */
        get: operations["listNotifications"];
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
        /**
         * How many of the caller's notifications are unread
         * @description Every member may call it.
         */
        get: operations["getUnreadCount"];
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
        /**
         * Marks one of the caller's notifications as read
         * @description Every member may call it.
         */
        post: operations["markNotificationRead"];
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
        /**
         * Marks the caller's notifications as read; with a cursor, later ones stay unread
         * @description Every member may call it. Errors of its own: `invalid_cursor`.
         */
        post: operations["markAllNotificationsRead"];
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
        /**
         * The caller's notification preferences
         * @description Every member may call it.
         */
        get: operations["getNotificationPreferences"];
        /**
         * Replaces the caller's notification preferences; everything not named is enabled
         * @description Every member may call it.
         */
        put: operations["putNotificationPreferences"];
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
        /**
         * Whether the process answers at all
         * @description Anybody may call it.
         */
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
        /**
         * Whether to send work here
         * @description Anybody may call it. Errors of its own: `draining`, `unavailable`.
         */
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
        /**
         * @description How much of a module a grant covers.
         *
         *     - `own`: Records that the caller owns or created.
         *     - `team`: Those, and records of the caller's teams.
         *     - `all`: Every record of the tenant.
         * @enum {string}
         */
        AccessScope: "own" | "team" | "all";
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Account: {
            name?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            type?: components["schemas"]["AccountType"];
            status?: components["schemas"]["AccountStatus"];
            industry?: string | null;
            source?: string | null;
            /** Format: iri */
            website?: string | null;
            /** Format: idn-email */
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
            included?: components["schemas"]["AccountIncluded"];
        };
        AccountAnswer: {
            data: components["schemas"]["Account"];
        };
        /** @enum {string} */
        AccountField: "name" | "parentId" | "type" | "status" | "industry" | "source" | "website" | "email" | "phone" | "employees" | "annualRevenue" | "street" | "postalCode" | "city" | "region" | "country" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        AccountFilter: {
            name?: components["schemas"]["TextCondition"];
            parentId?: components["schemas"]["IdCondition"];
            type?: components["schemas"]["AccountTypeCondition"];
            status?: components["schemas"]["AccountStatusCondition"];
            industry?: components["schemas"]["TextCondition"];
            source?: components["schemas"]["TextCondition"];
            website?: components["schemas"]["UrlCondition"];
            email?: components["schemas"]["EmailCondition"];
            phone?: components["schemas"]["PhoneCondition"];
            employees?: components["schemas"]["IntegerCondition"];
            annualRevenue?: components["schemas"]["MoneyCondition"];
            street?: components["schemas"]["TextCondition"];
            postalCode?: components["schemas"]["TextCondition"];
            city?: components["schemas"]["TextCondition"];
            region?: components["schemas"]["TextCondition"];
            country?: components["schemas"]["TextCondition"];
            description?: components["schemas"]["LongTextCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["AccountFilter"][];
            or?: components["schemas"]["AccountFilter"][];
        };
        /** @enum {string} */
        AccountGroupKey: "parentId" | "type" | "status" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        AccountInclude: "parent" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "children" | "contacts" | "deals" | "activities";
        /** @description The records that `include` requested. */
        AccountIncluded: {
            parent?: components["schemas"]["Account"] | null;
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
            children?: components["schemas"]["IncludedAccounts"];
            contacts?: components["schemas"]["IncludedContacts"];
            deals?: components["schemas"]["IncludedDeals"];
            activities?: components["schemas"]["IncludedActivities"];
        };
        AccountPage: {
            data: components["schemas"]["Account"][];
            page: components["schemas"]["RecordPageInfo"];
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        AccountPatch: {
            name?: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            type?: components["schemas"]["AccountType"];
            status?: components["schemas"]["AccountStatus"];
            industry?: string | null;
            source?: string | null;
            website?: string | null;
            /** Format: idn-email */
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
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `type` "prospect", `status` "active". */
        AccountReplacement: {
            name: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            type?: components["schemas"]["AccountType"];
            status?: components["schemas"]["AccountStatus"];
            industry?: string | null;
            source?: string | null;
            website?: string | null;
            /** Format: idn-email */
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        AccountSearch: {
            filter?: components["schemas"]["AccountFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["AccountSort"][] | null;
            fields?: components["schemas"]["AccountField"][] | null;
            include?: components["schemas"]["AccountInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        AccountSort: "name" | "-name" | "parentId" | "-parentId" | "type" | "-type" | "status" | "-status" | "industry" | "-industry" | "source" | "-source" | "email" | "-email" | "phone" | "-phone" | "employees" | "-employees" | "annualRevenue" | "-annualRevenue" | "street" | "-street" | "postalCode" | "-postalCode" | "city" | "-city" | "region" | "-region" | "country" | "-country" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /** @enum {string} */
        AccountStatus: "active" | "inactive";
        AccountStatusCondition: {
            eq?: components["schemas"]["AccountStatus"];
            neq?: components["schemas"]["AccountStatus"];
            in?: components["schemas"]["AccountStatus"][];
            not_in?: components["schemas"]["AccountStatus"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @enum {string} */
        AccountType: "prospect" | "customer" | "partner" | "supplier" | "other";
        AccountTypeCondition: {
            eq?: components["schemas"]["AccountType"];
            neq?: components["schemas"]["AccountType"];
            in?: components["schemas"]["AccountType"][];
            not_in?: components["schemas"]["AccountType"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Activity: {
            kind?: components["schemas"]["ActivityKind"];
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
            included?: components["schemas"]["ActivityIncluded"];
        };
        ActivityAnswer: {
            data: components["schemas"]["Activity"];
        };
        /** @enum {string} */
        ActivityDirection: "inbound" | "outbound";
        ActivityDirectionCondition: {
            eq?: components["schemas"]["ActivityDirection"];
            neq?: components["schemas"]["ActivityDirection"];
            in?: components["schemas"]["ActivityDirection"][];
            not_in?: components["schemas"]["ActivityDirection"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @enum {string} */
        ActivityField: "kind" | "subject" | "description" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt" | "durationMinutes" | "outcome" | "location" | "attendees" | "dueDate" | "priority" | "assigneeId" | "completedAt" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        ActivityFilter: {
            kind?: components["schemas"]["ActivityKindCondition"];
            subject?: components["schemas"]["TextCondition"];
            description?: components["schemas"]["LongTextCondition"];
            accountId?: components["schemas"]["IdCondition"];
            contactId?: components["schemas"]["IdCondition"];
            dealId?: components["schemas"]["IdCondition"];
            direction?: components["schemas"]["ActivityDirectionCondition"];
            startsAt?: components["schemas"]["TimeCondition"];
            durationMinutes?: components["schemas"]["IntegerCondition"];
            outcome?: components["schemas"]["TextCondition"];
            location?: components["schemas"]["TextCondition"];
            attendees?: components["schemas"]["ListCondition"];
            dueDate?: components["schemas"]["DateCondition"];
            priority?: components["schemas"]["ActivityPriorityCondition"];
            assigneeId?: components["schemas"]["UserCondition"];
            completedAt?: components["schemas"]["TimeCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["ActivityFilter"][];
            or?: components["schemas"]["ActivityFilter"][];
        };
        /** @enum {string} */
        ActivityGroupKey: "kind" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt.day" | "startsAt.week" | "startsAt.month" | "startsAt.quarter" | "startsAt.year" | "dueDate.day" | "dueDate.week" | "dueDate.month" | "dueDate.quarter" | "dueDate.year" | "priority" | "assigneeId" | "completedAt.day" | "completedAt.week" | "completedAt.month" | "completedAt.quarter" | "completedAt.year" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        ActivityInclude: "account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy";
        /** @description The records that `include` requested. */
        ActivityIncluded: {
            account?: components["schemas"]["Account"] | null;
            contact?: components["schemas"]["Contact"] | null;
            deal?: components["schemas"]["Deal"] | null;
            assignee?: components["schemas"]["NamedReference"] | null;
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
        };
        ActivityItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "activity";
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            id: string | null;
            /** @description `call`; absent for a reader who may not read it. */
            type?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            time: string | null;
            actor?: components["schemas"]["Actor"] | null;
            activity: components["schemas"]["RecordFields"];
        };
        /** @enum {string} */
        ActivityKind: "call" | "email" | "meeting" | "note" | "task";
        ActivityKindCondition: {
            eq?: components["schemas"]["ActivityKind"];
            neq?: components["schemas"]["ActivityKind"];
            in?: components["schemas"]["ActivityKind"][];
            not_in?: components["schemas"]["ActivityKind"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        ActivityPage: {
            data: components["schemas"]["Activity"][];
            page: components["schemas"]["RecordPageInfo"];
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @enum {string} */
        ActivityPriority: "low" | "normal" | "high" | "urgent";
        ActivityPriorityCondition: {
            eq?: components["schemas"]["ActivityPriority"];
            neq?: components["schemas"]["ActivityPriority"];
            in?: components["schemas"]["ActivityPriority"][];
            not_in?: components["schemas"]["ActivityPriority"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `priority` "normal". */
        ActivityReplacement: {
            kind?: components["schemas"]["ActivityKind"];
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        ActivitySearch: {
            filter?: components["schemas"]["ActivityFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["ActivitySort"][] | null;
            fields?: components["schemas"]["ActivityField"][] | null;
            include?: components["schemas"]["ActivityInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        ActivitySort: "kind" | "-kind" | "subject" | "-subject" | "accountId" | "-accountId" | "contactId" | "-contactId" | "dealId" | "-dealId" | "direction" | "-direction" | "startsAt" | "-startsAt" | "durationMinutes" | "-durationMinutes" | "outcome" | "-outcome" | "location" | "-location" | "dueDate" | "-dueDate" | "priority" | "-priority" | "assigneeId" | "-assigneeId" | "completedAt" | "-completedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /** @description Who did something. */
        Actor: {
            kind: components["schemas"]["ActorKind"];
            /** Format: uuid */
            id: string | null;
            /** @description The name of an automation. */
            name?: string | null;
        };
        /**
         * @description The kind of the actor that made a change.
         *
         *     - `system`: Plenum itself, for instance when a tenant is set up.
         *     - `service`: A service account.
         *     - `automation`: A consumer or periodic work of a context that writes records of a tenant: it has a name and no membership.
         * @enum {string}
         */
        ActorKind: "user" | "system" | "service" | "automation";
        /** @description One entry of an audit. */
        AuditItem: {
            /**
             * Format: uuid
             * @description An entry of the change log, and the event made from it.
             */
            id: string;
            type: string;
            /** Format: date-time */
            time: string;
            /** @description The kind of thing it is about: `deal`, `user`, `role`. */
            entity: string;
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            recordId: string;
            actor?: components["schemas"]["Actor"] | null;
            requestId?: string | null;
            /**
             * Format: uuid
             * @description What the change was made together with.
             */
            changeSet?: string | null;
            /** @description The W3C trace context of the request. */
            traceparent?: string | null;
            /**
             * Format: uuid
             * @description The event that the program reacted to when it did this.
             */
            cause?: string | null;
            /** @description For those who may look into the whole log. */
            ip?: string | null;
            userAgent?: string | null;
            before?: components["schemas"]["RecordFields"];
            after?: components["schemas"]["RecordFields"];
            changes: components["schemas"]["RecordChanges"];
        };
        AuditItemPage: {
            data: components["schemas"]["AuditItem"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @description Operations on records of one entity, done in their order. */
        Batch: {
            /** @description Whether nothing is done when an operation is refused. */
            atomic?: boolean | null;
            operations: components["schemas"]["BatchOperation"][];
        };
        /** @description Why an operation was refused. */
        BatchError: {
            /** @description Stable. Later versions of the server may add codes; docs/ERRORS.md lists those of this one. */
            code: string;
            message: string;
            /** @description What is wrong with single fields, by their place in the `data` of the operation. */
            errors: components["schemas"]["FieldError"][];
            plan?: components["schemas"]["PlanRefusal"];
        };
        /**
         * @description What an operation does.
         * @enum {string}
         */
        BatchOp: "create" | "patch" | "replace" | "delete" | "restore";
        /** @description One operation of a batch. */
        BatchOperation: {
            op: components["schemas"]["BatchOp"];
            /**
             * Format: uuid
             * @description The record, of all operations but `create`; each record once.
             */
            id?: string | null;
            /**
             * Format: int64
             * @description The version that a patch, replacement or deletion is for.
             */
            ifMatch?: number | null;
            /** @description Of `create`, `patch` and `replace`: the body that the operation by itself takes. */
            data?: components["schemas"]["RecordFields"] | null;
        };
        /** @description What became of an operation. */
        BatchResult: {
            op: components["schemas"]["BatchOp"];
            status: components["schemas"]["BatchStatus"];
            /**
             * Format: uuid
             * @description The record of an operation that was done.
             */
            id?: string | null;
            /** Format: int64 */
            version?: number | null;
            record?: components["schemas"]["RecordFields"] | null;
            /** @description Of an operation that was refused. */
            error?: components["schemas"]["BatchError"] | null;
        };
        /** @description What became of a batch. */
        BatchResults: {
            /**
             * Format: uuid
             * @description The change set of all that was done. Null when nothing was written.
             */
            changeSet: string | null;
            /** @description Of each operation, in their order. */
            results: components["schemas"]["BatchResult"][];
        };
        BatchResultsAnswer: {
            data: components["schemas"]["BatchResults"];
        };
        /**
         * @description Whether an operation was done.
         * @enum {string}
         */
        BatchStatus: "done" | "refused";
        BooleanCondition: {
            eq?: boolean;
            neq?: boolean;
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description How many records were changed, and how. A record that was created and changed counts as both. */
        ChangeCounts: {
            /** Format: uint32 */
            created: number;
            /** Format: uint32 */
            updated: number;
            /** Format: uint32 */
            deleted: number;
            /** Format: uint32 */
            restored: number;
        };
        ChangeItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "change";
            /**
             * Format: uuid
             * @description The id of the event, the same as live delivery gave it.
             */
            id: string;
            /** @description `deal.stage_changed` */
            type: string;
            /** Format: date-time */
            time: string;
            /** @description Absent when the record went out of the reader's sight with this change. */
            actor?: components["schemas"]["Actor"] | null;
            /**
             * Format: uuid
             * @description What the change was made together with.
             */
            changeSet?: string | null;
            changes: components["schemas"]["RecordChanges"];
        };
        /** @description A change set: who changed what, in numbers. */
        ChangeSet: {
            /**
             * Format: uuid
             * @description Everything that one request, or one reaction of the program, changed in a tenant.
             */
            id: string;
            /**
             * Format: date-time
             * @description The time of its last change.
             */
            time: string;
            actor: components["schemas"]["Actor"];
            /**
             * Format: uuid
             * @description The change set that this one reverts.
             */
            reverts?: string | null;
            counts: components["schemas"]["ChangeCounts"];
            /** @description The number of records of each entity. */
            entities: components["schemas"]["EntityCount"][];
            countsAre: components["schemas"]["CountKind"];
        };
        /** @description A change set with its changes, the first of them first. */
        ChangeSetDetails: {
            changeSet: components["schemas"]["ChangeSet"];
            changes: components["schemas"]["SetChange"][];
            /** @description Whether there are changes beyond these. */
            hasMore: boolean;
        };
        ChangeSetDetailsAnswer: {
            data: components["schemas"]["ChangeSetDetails"];
        };
        ChangeSetPage: {
            data: components["schemas"]["ChangeSet"][];
            page: components["schemas"]["PageInfo"];
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
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            /** Format: iri */
            website?: string | null;
            status?: components["schemas"]["ContactStatus"];
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
            included?: components["schemas"]["ContactIncluded"];
        };
        ContactAnswer: {
            data: components["schemas"]["Contact"];
        };
        /** @enum {string} */
        ContactField: "firstName" | "lastName" | "accountId" | "isPrimary" | "title" | "department" | "email" | "phone" | "mobile" | "website" | "status" | "source" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        ContactFilter: {
            firstName?: components["schemas"]["TextCondition"];
            lastName?: components["schemas"]["TextCondition"];
            accountId?: components["schemas"]["IdCondition"];
            isPrimary?: components["schemas"]["BooleanCondition"];
            title?: components["schemas"]["TextCondition"];
            department?: components["schemas"]["TextCondition"];
            email?: components["schemas"]["EmailCondition"];
            phone?: components["schemas"]["PhoneCondition"];
            mobile?: components["schemas"]["PhoneCondition"];
            website?: components["schemas"]["UrlCondition"];
            status?: components["schemas"]["ContactStatusCondition"];
            source?: components["schemas"]["TextCondition"];
            description?: components["schemas"]["LongTextCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["ContactFilter"][];
            or?: components["schemas"]["ContactFilter"][];
        };
        /** @enum {string} */
        ContactGroupKey: "accountId" | "isPrimary" | "status" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        ContactInclude: "account" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "deals" | "activities";
        /** @description The records that `include` requested. */
        ContactIncluded: {
            account?: components["schemas"]["Account"] | null;
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
            deals?: components["schemas"]["IncludedDeals"];
            activities?: components["schemas"]["IncludedActivities"];
        };
        ContactPage: {
            data: components["schemas"]["Contact"][];
            page: components["schemas"]["RecordPageInfo"];
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
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            website?: string | null;
            status?: components["schemas"]["ContactStatus"];
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
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `isPrimary` false, `status` "active". */
        ContactReplacement: {
            firstName: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            isPrimary?: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            website?: string | null;
            status?: components["schemas"]["ContactStatus"];
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        ContactSearch: {
            filter?: components["schemas"]["ContactFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["ContactSort"][] | null;
            fields?: components["schemas"]["ContactField"][] | null;
            include?: components["schemas"]["ContactInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        ContactSort: "firstName" | "-firstName" | "lastName" | "-lastName" | "accountId" | "-accountId" | "isPrimary" | "-isPrimary" | "title" | "-title" | "department" | "-department" | "email" | "-email" | "phone" | "-phone" | "mobile" | "-mobile" | "status" | "-status" | "source" | "-source" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /** @enum {string} */
        ContactStatus: "lead" | "customer" | "active" | "inactive";
        ContactStatusCondition: {
            eq?: components["schemas"]["ContactStatus"];
            neq?: components["schemas"]["ContactStatus"];
            in?: components["schemas"]["ContactStatus"][];
            not_in?: components["schemas"]["ContactStatus"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /**
         * @description Whether numbers are those of the whole change set.
         *
         *     - `at_least`: The set has more entries than were looked at.
         * @enum {string}
         */
        CountKind: "exact" | "at_least";
        /** @enum {string} */
        CountMode: "exact" | "estimate";
        /**
         * @description ISO 4217.
         * @enum {string}
         */
        Currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAD" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
        /** @description The caller, and their permissions. */
        CurrentUser: {
            user: components["schemas"]["SignedInUser"];
            tenant: components["schemas"]["TenantSummary"];
            teams: string[];
            permissions: components["schemas"]["GrantedPermission"][];
        };
        CurrentUserAnswer: {
            data: components["schemas"]["CurrentUser"];
        };
        /** @description Other names for the caller; a name without a value stays as it is. */
        CurrentUserPatch: {
            firstName?: string | null;
            lastName?: string | null;
        };
        DateCondition: {
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            eq?: string;
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            neq?: string;
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            gt?: string;
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            gte?: string;
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            lt?: string;
            /** @description A date, or days by a word: `this_month`, `-30d`. */
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            is_empty?: boolean;
            is_not_empty?: boolean;
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
            status?: components["schemas"]["DealStatus"];
            /** Format: decimal */
            probability?: string | null;
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
            included?: components["schemas"]["DealIncluded"];
        };
        DealAnswer: {
            data: components["schemas"]["Deal"];
        };
        /** @enum {string} */
        DealField: "title" | "accountId" | "contactId" | "value" | "pipelineId" | "stageId" | "status" | "probability" | "expectedCloseDate" | "closedAt" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        DealFilter: {
            title?: components["schemas"]["TextCondition"];
            accountId?: components["schemas"]["IdCondition"];
            contactId?: components["schemas"]["IdCondition"];
            value?: components["schemas"]["MoneyCondition"];
            pipelineId?: components["schemas"]["IdCondition"];
            stageId?: components["schemas"]["IdCondition"];
            status?: components["schemas"]["DealStatusCondition"];
            probability?: components["schemas"]["DecimalCondition"];
            expectedCloseDate?: components["schemas"]["DateCondition"];
            closedAt?: components["schemas"]["TimeCondition"];
            description?: components["schemas"]["LongTextCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["DealFilter"][];
            or?: components["schemas"]["DealFilter"][];
        };
        /** @enum {string} */
        DealGroupKey: "accountId" | "contactId" | "pipelineId" | "stageId" | "status" | "expectedCloseDate.day" | "expectedCloseDate.week" | "expectedCloseDate.month" | "expectedCloseDate.quarter" | "expectedCloseDate.year" | "closedAt.day" | "closedAt.week" | "closedAt.month" | "closedAt.quarter" | "closedAt.year" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        DealInclude: "account" | "contact" | "pipeline" | "stage" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy" | "activities";
        /** @description The records that `include` requested. */
        DealIncluded: {
            account?: components["schemas"]["Account"] | null;
            contact?: components["schemas"]["Contact"] | null;
            pipeline?: components["schemas"]["Pipeline"] | null;
            stage?: components["schemas"]["Stage"] | null;
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
            activities?: components["schemas"]["IncludedActivities"];
        };
        DealPage: {
            data: components["schemas"]["Deal"][];
            page: components["schemas"]["RecordPageInfo"];
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
            /** Format: decimal */
            probability?: string | null;
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
            status?: components["schemas"]["DealStatus"];
            /** Format: decimal */
            probability?: string | null;
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        DealSearch: {
            filter?: components["schemas"]["DealFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["DealSort"][] | null;
            fields?: components["schemas"]["DealField"][] | null;
            include?: components["schemas"]["DealInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        DealSort: "title" | "-title" | "accountId" | "-accountId" | "contactId" | "-contactId" | "value" | "-value" | "pipelineId" | "-pipelineId" | "stageId" | "-stageId" | "status" | "-status" | "probability" | "-probability" | "expectedCloseDate" | "-expectedCloseDate" | "closedAt" | "-closedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /** @enum {string} */
        DealStatus: "open" | "won" | "lost";
        DealStatusCondition: {
            eq?: components["schemas"]["DealStatus"];
            neq?: components["schemas"]["DealStatus"];
            in?: components["schemas"]["DealStatus"][];
            not_in?: components["schemas"]["DealStatus"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        DecimalCondition: {
            /** Format: decimal */
            eq?: string;
            /** Format: decimal */
            neq?: string;
            /** Format: decimal */
            gt?: string;
            /** Format: decimal */
            gte?: string;
            /** Format: decimal */
            lt?: string;
            /** Format: decimal */
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /**
         * @description The access of a role to fields without a rule.
         * @enum {string}
         */
        DefaultFieldAccess: "allow" | "deny";
        EmailCondition: {
            eq?: string;
            neq?: string;
            gt?: string;
            gte?: string;
            lt?: string;
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            contains?: string;
            not_contains?: string;
            starts_with?: string;
            ends_with?: string;
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description How many records of one entity were changed. */
        EntityCount: {
            /** @description `deal` */
            entity: string;
            /** Format: uint32 */
            records: number;
        };
        /** @description Features that a tenant has, or has not, whatever its plan. */
        FeatureOverrides: {
            /** @description For the audit log. */
            auditLog?: boolean;
            /** @description For reverting change sets. */
            undo?: boolean;
            /** @description For records as they were. */
            pastRecords?: boolean;
            /** @description For permissions for single fields. */
            fieldRules?: boolean;
        };
        /** @description A feature, and whether the tenant has it. */
        FeatureUsage: {
            /** @description `auditLog` */
            name: string;
            title: string;
            included: boolean;
        };
        /**
         * @description The rule of a grant for one field.
         * @enum {string}
         */
        FieldAccess: "none" | "read" | "write";
        /** @description The values of a field before and after a change; null where there was none. */
        FieldChange: {
            from: unknown;
            to: unknown;
        };
        /** @description What is wrong with one field of a request. */
        FieldError: {
            /** @description A JSON pointer (RFC 6901) into the request body, or the name of a query parameter. */
            pointer: string;
            /** @description Stable. Later versions of the server may add codes; docs/ERRORS.md lists those of this one. */
            code: string;
            message: string;
        };
        /** @description Rules for single fields, by name: the exceptions to the role's default. */
        FieldRules: {
            [key: string]: components["schemas"]["FieldAccess"];
        };
        /** @description A record that the caller follows: where it is found, and nothing of what is in it. */
        FollowedRecord: {
            /** @description `deal` */
            entity: string;
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            id: string;
            /** @description `deals/{id}`, as the subject of an event says it. */
            subject: string;
            /** Format: date-time */
            followedAt: string;
        };
        FollowedRecordPage: {
            data: components["schemas"]["FollowedRecord"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A follower as those see them who can see the record. */
        Follower: {
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            userId: string;
            firstName: string;
            lastName: string;
            /** Format: date-time */
            followedAt: string;
        };
        FollowerPage: {
            data: components["schemas"]["Follower"][];
            page: components["schemas"]["PageInfo"];
        };
        GrantedPermission: {
            /** @description `deals.read` */
            permission: string;
            scope: components["schemas"]["AccessScope"];
        };
        /** @description The values by the names in `groupBy`, null for records without one. A period is named by its first day. */
        GroupValues: {
            [key: string]: unknown;
        };
        IdCondition: {
            /** Format: uuid */
            eq?: string;
            /** Format: uuid */
            neq?: string;
            in?: string[];
            not_in?: string[];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        IncludedAccounts: {
            data: components["schemas"]["Account"][];
            hasMore: boolean;
        };
        IncludedActivities: {
            data: components["schemas"]["Activity"][];
            hasMore: boolean;
        };
        IncludedContacts: {
            data: components["schemas"]["Contact"][];
            hasMore: boolean;
        };
        IncludedDeals: {
            data: components["schemas"]["Deal"][];
            hasMore: boolean;
        };
        IncludedStages: {
            data: components["schemas"]["Stage"][];
            hasMore: boolean;
        };
        IntegerCondition: {
            /** Format: int64 */
            eq?: number;
            /** Format: int64 */
            neq?: number;
            /** Format: int64 */
            gt?: number;
            /** Format: int64 */
            gte?: number;
            /** Format: int64 */
            lt?: number;
            /** Format: int64 */
            lte?: number;
            between?: number[];
            in?: number[];
            not_in?: number[];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        Invitation: {
            /**
             * Format: uuid
             * @description An invitation to become a member of one tenant.
             */
            id: string;
            email: string;
            /** @description The key of the role. */
            role: string;
            teams: string[];
            status: components["schemas"]["InvitationStatus"];
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            invitedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /** @description Somebody who was invited. A person who has no account yet needs names; one who has proves the password of it. */
        InvitationAcceptance: {
            token: string;
            password: string;
            firstName?: string | null;
            lastName?: string | null;
        };
        InvitationPage: {
            data: components["schemas"]["Invitation"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @enum {string} */
        InvitationStatus: "open" | "accepted" | "withdrawn" | "expired";
        /** @description A new invitation with its token, which is shown this once. */
        InvitationWithToken: {
            /**
             * Format: uuid
             * @description An invitation to become a member of one tenant.
             */
            id: string;
            email: string;
            /** @description The key of the role. */
            role: string;
            teams: string[];
            status: components["schemas"]["InvitationStatus"];
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            invitedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            token: string;
        };
        InvitationWithTokenAnswer: {
            data: components["schemas"]["InvitationWithToken"];
        };
        /** @description A job. */
        Job: {
            /**
             * Format: uuid
             * @description A job of one tenant, or of the platform.
             */
            id: string;
            /** @description What it does. */
            kind: string;
            /** @description `waiting`, `ready`, `running`, `done`, `dead` or `cancelled`. */
            state: string;
            /** @description How far it has come, once it says so. */
            progress: components["schemas"]["JobProgress"] | null;
            /** @description What came of it, if its kind has results; for the member who began it. */
            result: unknown;
            /** @description Why the last attempt failed. */
            error: components["schemas"]["JobError"] | null;
            /**
             * Format: int32
             * @description How often it was begun, and how often it may be.
             */
            attempt: number;
            /** Format: int32 */
            maxAttempts: number;
            /** @description Whether it was asked to stop. */
            cancelRequested: boolean;
            /**
             * Format: date-time
             * @description When it is due, or was.
             */
            runAt: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: uuid
             * @description The member who began it.
             */
            createdBy: string | null;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
        };
        JobAnswer: {
            data: components["schemas"]["Job"];
        };
        /** @description The error of an attempt. */
        JobError: {
            code: string;
            message: string;
        };
        JobPage: {
            data: components["schemas"]["Job"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @description The progress of a job. */
        JobProgress: {
            /** Format: int64 */
            done: number;
            /**
             * Format: int64
             * @description Of how many, if that is known.
             */
            total: number | null;
        };
        /** @enum {string} */
        JobState: "waiting" | "ready" | "running" | "done" | "dead" | "cancelled";
        /** @description A key of an elliptic curve (RFC 8037). */
        JsonWebKey: {
            kty: string;
            kid: string;
            alg: string;
            use: string;
            crv?: string;
            x?: string;
        };
        JsonWebKeySet: {
            keys: components["schemas"]["JsonWebKey"][];
        };
        /** @description The fields that the caller may read. A field that their role hides is missing. */
        Lead: {
            title?: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            status?: components["schemas"]["LeadStatus"];
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
            included?: components["schemas"]["LeadIncluded"];
        };
        LeadAnswer: {
            data: components["schemas"]["Lead"];
        };
        /** @enum {string} */
        LeadField: "title" | "firstName" | "lastName" | "email" | "phone" | "company" | "source" | "score" | "status" | "description" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        LeadFilter: {
            title?: components["schemas"]["TextCondition"];
            firstName?: components["schemas"]["TextCondition"];
            lastName?: components["schemas"]["TextCondition"];
            email?: components["schemas"]["EmailCondition"];
            phone?: components["schemas"]["PhoneCondition"];
            company?: components["schemas"]["TextCondition"];
            source?: components["schemas"]["TextCondition"];
            score?: components["schemas"]["IntegerCondition"];
            status?: components["schemas"]["LeadStatusCondition"];
            description?: components["schemas"]["LongTextCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["LeadFilter"][];
            or?: components["schemas"]["LeadFilter"][];
        };
        /** @enum {string} */
        LeadGroupKey: "status" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        LeadInclude: "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy";
        /** @description The records that `include` requested. */
        LeadIncluded: {
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
        };
        LeadPage: {
            data: components["schemas"]["Lead"][];
            page: components["schemas"]["RecordPageInfo"];
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        LeadPatch: {
            title?: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            status?: components["schemas"]["LeadStatus"];
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
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `status` "new". */
        LeadReplacement: {
            title: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            status?: components["schemas"]["LeadStatus"];
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        LeadSearch: {
            filter?: components["schemas"]["LeadFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["LeadSort"][] | null;
            fields?: components["schemas"]["LeadField"][] | null;
            include?: components["schemas"]["LeadInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        LeadSort: "title" | "-title" | "firstName" | "-firstName" | "lastName" | "-lastName" | "email" | "-email" | "phone" | "-phone" | "company" | "-company" | "source" | "-source" | "score" | "-score" | "status" | "-status" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /** @enum {string} */
        LeadStatus: "new" | "contacted" | "qualified" | "disqualified";
        LeadStatusCondition: {
            eq?: components["schemas"]["LeadStatus"];
            neq?: components["schemas"]["LeadStatus"];
            in?: components["schemas"]["LeadStatus"][];
            not_in?: components["schemas"]["LeadStatus"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description Limits of a tenant, whatever its plan; null is without a limit. */
        LimitOverrides: {
            /** @description Active members who are people, and open invitations. */
            seats?: number | null;
            /** @description Invitations that are neither accepted nor withdrawn nor expired. */
            openInvitations?: number | null;
            /** @description Service accounts that are not deleted. */
            serviceAccounts?: number | null;
            /** @description Roles besides those that every tenant has. */
            customRoles?: number | null;
            /** @description Teams. */
            teams?: number | null;
            /** @description Records of all entities that are not deleted. */
            records?: number | null;
            /** @description Jobs that wait or run. */
            openJobs?: number | null;
            /** @description Lists, searches and batches under way at once on one node. */
            listsAtOnce?: number | null;
            /** @description Connections open at once to one hub of one node. */
            hubConnections?: number | null;
            /** @description How many days after an event a person's client can resume from it. */
            resumeDays?: number | null;
            /** @description Requests of one person in 15 minutes, to all nodes together. */
            personRequests?: number | null;
            /** @description Requests of one service account in 15 minutes, to all nodes together. */
            machineRequests?: number | null;
            /** @description Requests of everybody together in 15 minutes, to all nodes together. */
            tenantRequests?: number | null;
            /** @description Calls of one connection to a hub in a second, in the long run. */
            hubCalls?: number | null;
            /** @description Calls of one connection to a hub at once, before the limit of a second counts. */
            hubCallBurst?: number | null;
        };
        /** @description A limit, and how near it is. */
        LimitUsage: {
            /** @description `seats` */
            name: string;
            title: string;
            /** @description What counts. */
            description: string;
            /**
             * Format: uint32
             * @description How much there may be; null is without a limit.
             */
            allowed: number | null;
            /**
             * Format: int64
             * @description How much there is, which may be more than is allowed; null where nothing is counted in one place.
             */
            used: number | null;
        };
        ListCondition: {
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        Liveness: {
            status: components["schemas"]["LivenessStatus"];
        };
        /** @enum {string} */
        LivenessStatus: "live";
        LoginRequest: {
            email: string;
            password: string;
            /**
             * Format: uuid
             * @description Needed by a person of several tenants.
             */
            tenantId?: string | null;
        };
        /**
         * @description Either `user`, `tenant` and `tokens`, or `selectTenant`: the tenants to choose from, for a person who belongs to
         *     several. They sign in again with `tenantId`.
         */
        LoginResult: {
            user?: components["schemas"]["SignedInUser"];
            tenant?: components["schemas"]["TenantSummary"];
            tokens?: components["schemas"]["Tokens"];
            selectTenant?: components["schemas"]["TenantChoice"][];
        };
        LoginResultAnswer: {
            data: components["schemas"]["LoginResult"];
        };
        LongTextCondition: {
            contains?: string;
            not_contains?: string;
            starts_with?: string;
            ends_with?: string;
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description The position up to which to mark. */
        MarkAllNotificationsRead: {
            cursor?: string | null;
        };
        /** @description The amount is a decimal text with the digits of its currency (ISO 4217). */
        Money: {
            /** @example 12.50 */
            amount: string;
            currency: components["schemas"]["Currency"];
        };
        MoneyCondition: {
            eq?: components["schemas"]["Money"];
            neq?: components["schemas"]["Money"];
            gt?: components["schemas"]["Money"];
            gte?: components["schemas"]["Money"];
            lt?: components["schemas"]["Money"];
            lte?: components["schemas"]["Money"];
            between?: components["schemas"]["Money"][];
            in?: components["schemas"]["Money"][];
            not_in?: components["schemas"]["Money"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description A person or a team that a record names. */
        NamedReference: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description Defaults: `type` "prospect", `status` "active". */
        NewAccount: {
            name: string;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            parentId?: string | null;
            type?: components["schemas"]["AccountType"];
            status?: components["schemas"]["AccountStatus"];
            industry?: string | null;
            source?: string | null;
            website?: string | null;
            /** Format: idn-email */
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
        /** @description Fields of single kinds, by `kind`: `call` has `direction`, `startsAt`, `durationMinutes`, `outcome`, `completedAt`; `email` has `direction`, `startsAt`; `meeting` has `startsAt`, `durationMinutes`, `location`, `attendees`, `outcome`, `completedAt`; `task` has `dueDate`, `priority`, `assigneeId`, `completedAt`. Other kinds refuse them. Defaults: `priority` "normal". */
        NewActivity: {
            kind: components["schemas"]["ActivityKind"];
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @description Defaults: `isPrimary` false, `status` "active". */
        NewContact: {
            firstName: string;
            lastName?: string | null;
            /**
             * Format: uuid
             * @description The id of a record: account.
             */
            accountId?: string | null;
            isPrimary?: boolean;
            title?: string | null;
            department?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            /** Format: phone */
            mobile?: string | null;
            website?: string | null;
            status?: components["schemas"]["ContactStatus"];
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
            /** Format: decimal */
            probability?: string | null;
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
        /** @description Who is invited, and to what. */
        NewInvitation: {
            /** Format: idn-email */
            email: string;
            /** @description The key of a role of the tenant. */
            role: string;
            teams?: string[] | null;
        };
        /** @description Defaults: `status` "new". */
        NewLead: {
            title: string;
            firstName?: string | null;
            lastName?: string | null;
            /** Format: idn-email */
            email?: string | null;
            /** Format: phone */
            phone?: string | null;
            company?: string | null;
            source?: string | null;
            score?: number | null;
            /** @constant */
            status?: "new";
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
        NewNotificationChannels: {
            in_app?: boolean;
        };
        NewNotificationPreferences: {
            mentioned?: components["schemas"]["NewNotificationChannels"];
            assigned?: components["schemas"]["NewNotificationChannels"];
            deal_won?: components["schemas"]["NewNotificationChannels"];
            deal_lost?: components["schemas"]["NewNotificationChannels"];
            deal_moved?: components["schemas"]["NewNotificationChannels"];
            task_due?: components["schemas"]["NewNotificationChannels"];
            limit_nearly_reached?: components["schemas"]["NewNotificationChannels"];
            record_changed?: components["schemas"]["NewNotificationChannels"];
        };
        /** @description A permission that a role shall have. */
        NewPermission: {
            permission: components["schemas"]["PermissionName"];
            scope: components["schemas"]["AccessScope"];
            fields?: components["schemas"]["FieldRules"] | null;
        };
        /** @description Defaults: `isDefault` false, `position` 0. */
        NewPipeline: {
            name: string;
            isDefault?: boolean;
            position?: number;
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
            teams?: string[] | null;
        };
        /** @description Defaults: `position` 0, `probability` 0, `kind` "open". */
        NewStage: {
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId: string;
            name: string;
            position?: number;
            probability?: number;
            kind?: components["schemas"]["StageKind"];
        };
        /** @description Defaults: `priority` "normal". */
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
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @description The plan that a tenant shall have. What it does not name of features and limits follows from the plan. */
        NewTenantPlan: {
            plan: components["schemas"]["Plan"];
            features?: components["schemas"]["FeatureOverrides"] | null;
            limits?: components["schemas"]["LimitOverrides"] | null;
        };
        /** @description A notification as its reader may see it now. */
        Notification: {
            /**
             * Format: uuid
             * @description A notification of one member.
             */
            id: string;
            /** @description `deal_won`; `record_changed` when the reader may no longer know more. */
            category: string;
            /**
             * @description A short line in the language of its reader. A client in a language that the server does not have makes its own
             *     from the other fields.
             */
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
        /** @enum {string} */
        NotificationCategory: "mentioned" | "assigned" | "deal_won" | "deal_lost" | "deal_moved" | "task_due" | "limit_nearly_reached" | "record_changed";
        NotificationChannels: {
            in_app: boolean;
        };
        NotificationPage: {
            data: components["schemas"]["Notification"][];
            page: components["schemas"]["PageInfo"];
        };
        NotificationPreferences: {
            mentioned: components["schemas"]["NotificationChannels"];
            assigned: components["schemas"]["NotificationChannels"];
            deal_won: components["schemas"]["NotificationChannels"];
            deal_lost: components["schemas"]["NotificationChannels"];
            deal_moved: components["schemas"]["NotificationChannels"];
            task_due: components["schemas"]["NotificationChannels"];
            limit_nearly_reached: components["schemas"]["NotificationChannels"];
            record_changed: components["schemas"]["NotificationChannels"];
        };
        NotificationPreferencesAnswer: {
            data: components["schemas"]["NotificationPreferences"];
        };
        /** @description Who did what a notification tells of. */
        NotifiedActor: {
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            id: string;
            name: string;
        };
        /** @description The record that a notification is about. */
        NotifiedRecord: {
            /** @description `deal` */
            entity: string;
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            id: string;
            /** @description `deals/{id}` */
            subject: string;
            /** @description What it is called, as far as the reader may know. */
            label: string | null;
            deleted: boolean;
        };
        /** @description An OpenAPI document. */
        OpenApiDocument: {
            openapi: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The position of a page in its list. */
        PageInfo: {
            /** Format: uint32 */
            limit: number;
            next: string | null;
            prev: string | null;
        };
        PasswordChange: {
            currentPassword: string;
            newPassword: string;
        };
        /** @description A permission, as a role can be granted it. */
        Permission: {
            /** @description `deals.read` */
            permission: string;
            /** @description What may be done in a module: `read`, `write`, `delete`, or a word of the module's own. There will be more. */
            action: string;
            /** @description What it lets a member do, in the reader's language. */
            title: string;
            /** @description The permissions that a role needs beside it. */
            implies: string[];
        };
        PermissionEntity: {
            name: string;
            fields: components["schemas"]["PermissionField"][];
        };
        PermissionField: {
            name: string;
            /** @description Whether a client may set it at all. */
            writable: boolean;
        };
        /** @description A module of permissions: what a role can be granted in it. */
        PermissionModule: {
            module: string;
            /** @description What the module is called, in the reader's language. */
            title: string;
            actions: string[];
            scopes: components["schemas"]["AccessScope"][];
            /** @description The permissions in it, one for each action. */
            permissions: components["schemas"]["Permission"][];
            /** @description The kinds of record in it, whose fields may have rules of their own. */
            entities: components["schemas"]["PermissionEntity"][];
        };
        PermissionModuleList: {
            data: components["schemas"]["PermissionModule"][];
        };
        /** @enum {string} */
        PermissionName: "accounts.delete" | "accounts.read" | "accounts.write" | "activities.delete" | "activities.read" | "activities.write" | "audit.read" | "changesets.read" | "changesets.revert" | "changesets.write" | "contacts.delete" | "contacts.read" | "contacts.write" | "deals.delete" | "deals.read" | "deals.write" | "leads.delete" | "leads.read" | "leads.write" | "pipelines.delete" | "pipelines.read" | "pipelines.write" | "users.delete" | "users.read" | "users.write";
        PhoneCondition: {
            /** Format: phone */
            eq?: string;
            /** Format: phone */
            neq?: string;
            /** Format: phone */
            gt?: string;
            /** Format: phone */
            gte?: string;
            /** Format: phone */
            lt?: string;
            /** Format: phone */
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            contains?: string;
            not_contains?: string;
            starts_with?: string;
            ends_with?: string;
            is_empty?: boolean;
            is_not_empty?: boolean;
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
            included?: components["schemas"]["PipelineIncluded"];
        };
        PipelineAnswer: {
            data: components["schemas"]["Pipeline"];
        };
        /** @enum {string} */
        PipelineField: "name" | "isDefault" | "position" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        PipelineFilter: {
            name?: components["schemas"]["TextCondition"];
            isDefault?: components["schemas"]["BooleanCondition"];
            position?: components["schemas"]["IntegerCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["PipelineFilter"][];
            or?: components["schemas"]["PipelineFilter"][];
        };
        /** @enum {string} */
        PipelineGroupKey: "isDefault" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        PipelineInclude: "createdBy" | "updatedBy" | "deletedBy" | "stages";
        /** @description The records that `include` requested. */
        PipelineIncluded: {
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
            stages?: components["schemas"]["IncludedStages"];
        };
        PipelinePage: {
            data: components["schemas"]["Pipeline"][];
            page: components["schemas"]["RecordPageInfo"];
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        PipelinePatch: {
            name?: string;
            isDefault?: boolean;
            position?: number;
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `isDefault` false, `position` 0. */
        PipelineReplacement: {
            name: string;
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        PipelineSearch: {
            filter?: components["schemas"]["PipelineFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["PipelineSort"][] | null;
            fields?: components["schemas"]["PipelineField"][] | null;
            include?: components["schemas"]["PipelineInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        PipelineSort: "name" | "-name" | "isDefault" | "-isDefault" | "position" | "-position" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        /**
         * @description What a tenant has agreed on, from the least to the most.
         * @enum {string}
         */
        Plan: "free" | "pro" | "enterprise";
        /**
         * @description What an operator agreed with a tenant besides its plan, by name. A name that this version does not know counts for
         *     nothing.
         */
        PlanOverrides: {
            features: components["schemas"]["FeatureOverrides"];
            limits: components["schemas"]["LimitOverrides"];
        };
        /** @description What a plan refuses. */
        PlanRefusal: {
            name: components["schemas"]["Plan"];
            /** @description The feature that is not in it. */
            feature?: string;
            /** @description The limit that is reached. */
            limit?: string;
            /**
             * Format: uint32
             * @description How much there may be.
             */
            allowed?: number;
            /**
             * Format: uint32
             * @description How much there is.
             */
            used?: number;
        };
        /** @description A tenant as an operator sees it, without its data. */
        PlatformTenant: {
            /**
             * Format: uuid
             * @description A tenant: one customer organisation, the border that nothing crosses.
             */
            id: string;
            name: string;
            slug: string;
            plan: components["schemas"]["Plan"];
            status: components["schemas"]["TenantStatus"];
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PlatformTenantAnswer: {
            data: components["schemas"]["PlatformTenant"];
        };
        PlatformTenantPage: {
            data: components["schemas"]["PlatformTenant"][];
            page: components["schemas"]["PageInfo"];
        };
        /**
         * @description The body of an error (RFC 9457).
         *
         *     When the record changed since it was read (412), `base` is the record as the caller had read it, if the log still has
         *     it, `yours` as the caller wants it, and `theirs` as it is now.
         */
        Problem: {
            /** @description `urn:plenum:problem:` and the code. */
            type: string;
            /** @description The meaning of the code, in the language of the reader. */
            title: string;
            /** Format: uint16 */
            status: number;
            /** @description The cause in this case; in English, unless it is the title. */
            detail: string;
            /** @description Stable. Later versions of the server may add codes; docs/ERRORS.md lists those of this one. */
            code: string;
            requestId: string;
            /** @description The errors of single fields of the body, or of parameters. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The error code of RFC 6749, for clients of the token endpoint. */
            error?: string;
            error_description?: string;
            plan?: components["schemas"]["PlanRefusal"];
            base?: components["schemas"]["RecordFields"];
            yours?: components["schemas"]["RecordFields"];
            theirs?: components["schemas"]["RecordFields"];
            /**
             * Format: uuid
             * @description The user who changed it last.
             */
            who?: string;
            /**
             * Format: date-time
             * @description The time of that change.
             */
            when?: string;
        };
        Readiness: {
            status: components["schemas"]["ReadinessStatus"];
        };
        /** @enum {string} */
        ReadinessStatus: "ready" | "degraded";
        /** @description The changed fields by name. */
        RecordChanges: {
            [key: string]: components["schemas"]["FieldChange"];
        };
        /** @description A number of records, and the groups that they are in. */
        RecordCount: {
            /** Format: int64 */
            total: number;
            totalIs: components["schemas"]["TotalIs"];
            /** @description The largest first; none without `groupBy`. */
            groups: components["schemas"]["RecordGroup"][];
            /** @description Whether there are other groups than these. */
            hasMore: boolean;
        };
        RecordCountAnswer: {
            data: components["schemas"]["RecordCount"];
        };
        /** @description The fields of a record by name, as in answers about records of its entity. */
        RecordFields: {
            [key: string]: unknown;
        };
        /** @description Records with the same values. */
        RecordGroup: {
            by: components["schemas"]["GroupValues"];
            /** Format: int64 */
            count: number;
        };
        /** @description The position of a page of records in its list. */
        RecordPageInfo: {
            /** Format: uint32 */
            limit: number;
            next: string | null;
            prev: string | null;
            /** Format: int64 */
            total?: number;
            totalIs?: components["schemas"]["TotalIs"];
        };
        RefreshRequest: {
            refreshToken: string;
        };
        /** @description The new tokens, under the same name as in the answer of signing in. */
        RefreshResult: {
            tokens: components["schemas"]["Tokens"];
        };
        RefreshResultAnswer: {
            data: components["schemas"]["RefreshResult"];
        };
        Registration: {
            /** Format: idn-email */
            email: string;
            password: string;
            firstName: string;
            lastName: string;
            /** @description The name of the new tenant. */
            company: string;
        };
        /** @description How a change set is reverted. */
        Revert: {
            /** @description Whether to report what a revert would do, and do nothing. */
            dryRun?: boolean | null;
        };
        /** @description How many records had which result. */
        RevertCounts: {
            /** Format: uint32 */
            reverted: number;
            /** Format: uint32 */
            deleted: number;
            /** Format: uint32 */
            restored: number;
            /** Format: uint32 */
            partial: number;
            /** Format: uint32 */
            kept: number;
            /** Format: uint32 */
            refused: number;
            /** Format: uint32 */
            unchanged: number;
        };
        /**
         * @description The result of a revert for one record.
         *
         *     - `reverted`: Its fields have the values from before.
         *     - `deleted`: The change set had created it, or restored it.
         *     - `restored`: The change set had deleted it.
         *     - `partial`: Some went back; some of its fields were edited since, or are not the caller's to write.
         *     - `kept`: Nothing went back: all of its fields were edited since, or are not the caller's to write.
         *     - `refused`: It could not be reverted; `code` says why.
         *     - `unchanged`: It is already as it was.
         * @enum {string}
         */
        RevertOutcome: "reverted" | "deleted" | "restored" | "partial" | "kept" | "refused" | "unchanged";
        /** @description What a revert did, or would do. */
        RevertReport: {
            /**
             * Format: uuid
             * @description The change set that was reverted.
             */
            reverts: string;
            /**
             * Format: uuid
             * @description The change set of the revert, which can be reverted in turn. Null when nothing was written.
             */
            changeSet: string | null;
            /** @description Nothing was written: these are the results that a revert would have. */
            dryRun: boolean;
            counts: components["schemas"]["RevertCounts"];
            /**
             * @description The last record of the change set first. Of a set that was reverted by a job, those that did not go back as a
             *     whole.
             */
            records: components["schemas"]["RevertedRecord"][];
            /** @description Whether there are more such records than are listed. */
            hasMore: boolean;
            /** @description Why the rest of the change set was left as it is, if it was. */
            stopped: components["schemas"]["RevertStop"] | null;
        };
        RevertReportAnswer: {
            data: components["schemas"]["RevertReport"];
        };
        /** @description Why a job left the rest of a change set as it is. */
        RevertStop: {
            /** @description Stable. Later versions of the server may add codes; docs/ERRORS.md lists those of this one. */
            code: string;
            message: string;
        };
        /** @description What became of one record. */
        RevertedRecord: {
            /** @description `deal` */
            entity: string;
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            recordId: string;
            outcome: components["schemas"]["RevertOutcome"];
            /** @description The fields that went back. */
            fields: string[];
            /** @description The fields that have another value since, and keep it. */
            editedSince: string[];
            /** @description The fields that the caller may read and not write. */
            readOnly: string[];
            /** @description Of a refusal. */
            code?: string | null;
            /** @description Of a refusal, in a sentence. */
            message?: string | null;
        };
        Role: {
            /**
             * Format: uuid
             * @description A role of one tenant.
             */
            id: string;
            /** @description What members and invitations name the role by; it never changes. */
            key: string;
            name: string;
            /** @description Every tenant has it, and it cannot be deleted. */
            isSystem: boolean;
            defaultFieldAccess: components["schemas"]["DefaultFieldAccess"];
            permissions: components["schemas"]["RolePermission"][];
            /**
             * @description Names of permissions that another version of the program has granted and this one does not know. A change of the
             *     role keeps them.
             */
            unknownPermissions?: string[] | null;
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        RoleAnswer: {
            data: components["schemas"]["Role"];
        };
        RolePage: {
            data: components["schemas"]["Role"][];
            page: components["schemas"]["PageInfo"];
        };
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
            scope: components["schemas"]["AccessScope"];
            fields: components["schemas"]["FieldRules"];
        };
        /** @description The end of the old secrets, for the document. */
        SecretRotation: {
            /**
             * Format: uint32
             * @description How long the old secrets live on, in seconds; without it they end at once, and with them their sessions.
             */
            overlapSeconds?: number | null;
        };
        /** @description A service account as those see it who may administer. */
        ServiceAccount: {
            /**
             * Format: uuid
             * @description The client id, and the member that the machine is.
             */
            id: string;
            name: string;
            /** @description The key of the role. */
            role: string;
            teams: string[];
            status: components["schemas"]["ServiceAccountStatus"];
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            createdBy: string;
            createdAt: string;
            /** @description When it last got a token. */
            lastUsedAt: string | null;
            /** @description When it last said how far it has handled the stream. */
            ackedAt: string | null;
        };
        ServiceAccountAnswer: {
            data: components["schemas"]["ServiceAccount"];
        };
        ServiceAccountPage: {
            data: components["schemas"]["ServiceAccount"][];
            page: components["schemas"]["PageInfo"];
        };
        /**
         * @description - `suspended`: Its membership is suspended for now.
         *     - `revoked`: For good.
         * @enum {string}
         */
        ServiceAccountStatus: "active" | "suspended" | "revoked";
        /** @description An account with a new secret, which is shown this once. */
        ServiceAccountWithSecret: {
            /**
             * Format: uuid
             * @description The client id, and the member that the machine is.
             */
            id: string;
            name: string;
            /** @description The key of the role. */
            role: string;
            teams: string[];
            status: components["schemas"]["ServiceAccountStatus"];
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            createdBy: string;
            createdAt: string;
            /** @description When it last got a token. */
            lastUsedAt: string | null;
            /** @description When it last said how far it has handled the stream. */
            ackedAt: string | null;
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            clientId: string;
            clientSecret: string;
        };
        ServiceAccountWithSecretAnswer: {
            data: components["schemas"]["ServiceAccountWithSecret"];
        };
        /** @description A session as its owner sees it. */
        Session: {
            /**
             * Format: uuid
             * @description One sign-in on one device, and with it one family of refresh tokens.
             */
            id: string;
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
        SessionPage: {
            data: components["schemas"]["Session"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @description One change of a change set. */
        SetChange: {
            /** @description `deal` */
            entity: string;
            /**
             * Format: uuid
             * @description A record of any entity of the catalogue.
             */
            recordId: string;
            /**
             * Format: uuid
             * @description The id of the event, the same as live delivery gave it.
             */
            id: string;
            /** @description `deal.stage_changed` */
            type: string;
            /** Format: date-time */
            time: string;
            /** @description Absent when the record went out of the reader's sight with this change. */
            actor?: components["schemas"]["Actor"] | null;
            /**
             * Format: uuid
             * @description What the change was made together with.
             */
            changeSet?: string | null;
            changes: components["schemas"]["RecordChanges"];
        };
        SignedIn: {
            user: components["schemas"]["SignedInUser"];
            tenant: components["schemas"]["TenantSummary"];
            tokens: components["schemas"]["Tokens"];
        };
        SignedInAnswer: {
            data: components["schemas"]["SignedIn"];
        };
        SignedInUser: {
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            id: string;
            email: string;
            firstName: string;
            lastName: string;
            /** @description The key of the person's role in this tenant. */
            role: string;
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
            kind?: components["schemas"]["StageKind"];
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
            included?: components["schemas"]["StageIncluded"];
        };
        StageAnswer: {
            data: components["schemas"]["Stage"];
        };
        /** @enum {string} */
        StageField: "pipelineId" | "name" | "position" | "probability" | "kind" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        StageFilter: {
            pipelineId?: components["schemas"]["IdCondition"];
            name?: components["schemas"]["TextCondition"];
            position?: components["schemas"]["IntegerCondition"];
            probability?: components["schemas"]["IntegerCondition"];
            kind?: components["schemas"]["StageKindCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["StageFilter"][];
            or?: components["schemas"]["StageFilter"][];
        };
        /** @enum {string} */
        StageGroupKey: "pipelineId" | "kind" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        StageInclude: "pipeline" | "createdBy" | "updatedBy" | "deletedBy";
        /** @description The records that `include` requested. */
        StageIncluded: {
            pipeline?: components["schemas"]["Pipeline"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
        };
        /** @enum {string} */
        StageKind: "open" | "won" | "lost";
        StageKindCondition: {
            eq?: components["schemas"]["StageKind"];
            neq?: components["schemas"]["StageKind"];
            in?: components["schemas"]["StageKind"][];
            not_in?: components["schemas"]["StageKind"][];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        StagePage: {
            data: components["schemas"]["Stage"][];
            page: components["schemas"]["RecordPageInfo"];
        };
        /** @description A merge patch (RFC 7396): named fields change, null clears, the rest stays. */
        StagePatch: {
            name?: string;
            position?: number;
            probability?: number;
            kind?: components["schemas"]["StageKind"];
        };
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `position` 0, `probability` 0, `kind` "open". */
        StageReplacement: {
            /**
             * Format: uuid
             * @description The id of a record: pipeline.
             */
            pipelineId?: string;
            name: string;
            position?: number;
            probability?: number;
            kind?: components["schemas"]["StageKind"];
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        StageSearch: {
            filter?: components["schemas"]["StageFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["StageSort"][] | null;
            fields?: components["schemas"]["StageField"][] | null;
            include?: components["schemas"]["StageInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        StageSort: "pipelineId" | "-pipelineId" | "name" | "-name" | "position" | "-position" | "probability" | "-probability" | "kind" | "-kind" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
            included?: components["schemas"]["TaskIncluded"];
        };
        TaskAnswer: {
            data: components["schemas"]["Task"];
        };
        /** @enum {string} */
        TaskField: "kind" | "subject" | "description" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt" | "durationMinutes" | "outcome" | "location" | "attendees" | "dueDate" | "priority" | "assigneeId" | "completedAt" | "ownerId" | "teamId" | "id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy" | "deletedAt" | "deletedBy";
        /** @description Every condition that is named must hold; of the members of `or`, one. */
        TaskFilter: {
            kind?: components["schemas"]["ActivityKindCondition"];
            subject?: components["schemas"]["TextCondition"];
            description?: components["schemas"]["LongTextCondition"];
            accountId?: components["schemas"]["IdCondition"];
            contactId?: components["schemas"]["IdCondition"];
            dealId?: components["schemas"]["IdCondition"];
            direction?: components["schemas"]["ActivityDirectionCondition"];
            startsAt?: components["schemas"]["TimeCondition"];
            durationMinutes?: components["schemas"]["IntegerCondition"];
            outcome?: components["schemas"]["TextCondition"];
            location?: components["schemas"]["TextCondition"];
            attendees?: components["schemas"]["ListCondition"];
            dueDate?: components["schemas"]["DateCondition"];
            priority?: components["schemas"]["ActivityPriorityCondition"];
            assigneeId?: components["schemas"]["UserCondition"];
            completedAt?: components["schemas"]["TimeCondition"];
            ownerId?: components["schemas"]["UserCondition"];
            teamId?: components["schemas"]["IdCondition"];
            id?: components["schemas"]["IdCondition"];
            version?: components["schemas"]["IntegerCondition"];
            createdAt?: components["schemas"]["TimeCondition"];
            createdBy?: components["schemas"]["UserCondition"];
            updatedAt?: components["schemas"]["TimeCondition"];
            updatedBy?: components["schemas"]["UserCondition"];
            deletedAt?: components["schemas"]["TimeCondition"];
            deletedBy?: components["schemas"]["UserCondition"];
            and?: components["schemas"]["TaskFilter"][];
            or?: components["schemas"]["TaskFilter"][];
        };
        /** @enum {string} */
        TaskGroupKey: "kind" | "accountId" | "contactId" | "dealId" | "direction" | "startsAt.day" | "startsAt.week" | "startsAt.month" | "startsAt.quarter" | "startsAt.year" | "dueDate.day" | "dueDate.week" | "dueDate.month" | "dueDate.quarter" | "dueDate.year" | "priority" | "assigneeId" | "completedAt.day" | "completedAt.week" | "completedAt.month" | "completedAt.quarter" | "completedAt.year" | "ownerId" | "teamId" | "createdAt.day" | "createdAt.week" | "createdAt.month" | "createdAt.quarter" | "createdAt.year" | "createdBy" | "updatedAt.day" | "updatedAt.week" | "updatedAt.month" | "updatedAt.quarter" | "updatedAt.year" | "updatedBy" | "deletedAt.day" | "deletedAt.week" | "deletedAt.month" | "deletedAt.quarter" | "deletedAt.year" | "deletedBy";
        /** @enum {string} */
        TaskInclude: "account" | "contact" | "deal" | "assignee" | "owner" | "team" | "createdBy" | "updatedBy" | "deletedBy";
        /** @description The records that `include` requested. */
        TaskIncluded: {
            account?: components["schemas"]["Account"] | null;
            contact?: components["schemas"]["Contact"] | null;
            deal?: components["schemas"]["Deal"] | null;
            assignee?: components["schemas"]["NamedReference"] | null;
            owner?: components["schemas"]["NamedReference"] | null;
            team?: components["schemas"]["NamedReference"] | null;
            createdBy?: components["schemas"]["NamedReference"] | null;
            updatedBy?: components["schemas"]["NamedReference"] | null;
            deletedBy?: components["schemas"]["NamedReference"] | null;
        };
        TaskPage: {
            data: components["schemas"]["Task"][];
            page: components["schemas"]["RecordPageInfo"];
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
            direction?: components["schemas"]["ActivityDirection"] | null;
            /** Format: date-time */
            startsAt?: string | null;
            durationMinutes?: number | null;
            outcome?: string | null;
            location?: string | null;
            attendees?: string[] | null;
            /** Format: date */
            dueDate?: string | null;
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @description Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it. Defaults: `priority` "normal". */
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
            priority?: components["schemas"]["ActivityPriority"] | null;
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
        /** @description The parameters of a list. Without any, the search finds everything that the caller may see. */
        TaskSearch: {
            filter?: components["schemas"]["TaskFilter"] | null;
            q?: string | null;
            sort?: components["schemas"]["TaskSort"][] | null;
            fields?: components["schemas"]["TaskField"][] | null;
            include?: components["schemas"]["TaskInclude"][] | null;
            limit?: number | null;
            cursor?: string | null;
            page?: number | null;
            count?: components["schemas"]["CountMode"] | null;
        };
        /** @enum {string} */
        TaskSort: "kind" | "-kind" | "subject" | "-subject" | "accountId" | "-accountId" | "contactId" | "-contactId" | "dealId" | "-dealId" | "direction" | "-direction" | "startsAt" | "-startsAt" | "durationMinutes" | "-durationMinutes" | "outcome" | "-outcome" | "location" | "-location" | "dueDate" | "-dueDate" | "priority" | "-priority" | "assigneeId" | "-assigneeId" | "completedAt" | "-completedAt" | "ownerId" | "-ownerId" | "teamId" | "-teamId" | "id" | "-id" | "version" | "-version" | "createdAt" | "-createdAt" | "createdBy" | "-createdBy" | "updatedAt" | "-updatedAt" | "updatedBy" | "-updatedBy" | "deletedAt" | "-deletedAt" | "deletedBy" | "-deletedBy";
        Team: {
            /**
             * Format: uuid
             * @description A team of one tenant.
             */
            id: string;
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
        TeamAnswer: {
            data: components["schemas"]["Team"];
        };
        TeamPage: {
            data: components["schemas"]["Team"][];
            page: components["schemas"]["PageInfo"];
        };
        TeamPatch: {
            name?: string | null;
        };
        Tenant: {
            /**
             * Format: uuid
             * @description A tenant: one customer organisation, the border that nothing crosses.
             */
            id: string;
            name: string;
            slug: string;
            plan: components["schemas"]["Plan"];
            settings: components["schemas"]["TenantSettings"];
            /** Format: int64 */
            version: number;
        };
        TenantAnswer: {
            data: components["schemas"]["Tenant"];
        };
        /** @description One of the tenants that a person may sign in to. */
        TenantChoice: {
            /**
             * Format: uuid
             * @description A tenant: one customer organisation, the border that nothing crosses.
             */
            id: string;
            name: string;
            slug: string;
        };
        /** @description The values that are set here. */
        TenantOwnSettings: {
            /** @description How many days a deleted record can be restored; then it is purged. */
            deletedRecordsRetentionDays?: number;
            /** @description How many days audits and timelines go back; what is older is forgotten. */
            auditRetentionDays?: number;
            /** @description The time zone in which dates and times of day are meant. */
            timeZone?: string;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale?: string;
            /** @description The currency in which a client begins a new amount. */
            currency?: string;
            /** @description The country of addresses and phone numbers that name none. */
            country?: string;
            /** @description How many minutes an access token is good for; without a value, as many as the installation says. */
            accessTokenMinutes?: number;
        };
        TenantPatch: {
            name?: string | null;
            settings?: components["schemas"]["TenantSettingsPatch"] | null;
        };
        /** @description The plan of a tenant as an operator sees it. */
        TenantPlan: {
            plan: components["schemas"]["Plan"];
            overrides: components["schemas"]["PlanOverrides"];
            usage: components["schemas"]["TenantUsage"];
        };
        TenantPlanAnswer: {
            data: components["schemas"]["TenantPlan"];
        };
        /** @description The values in force: a user's own, else the tenant's, else the default. */
        TenantSettingValues: {
            /** @description How many days a deleted record can be restored; then it is purged. */
            deletedRecordsRetentionDays: number;
            /** @description How many days audits and timelines go back; what is older is forgotten. */
            auditRetentionDays: number;
            /** @description The time zone in which dates and times of day are meant. */
            timeZone: string;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale: string;
            /** @description The currency in which a client begins a new amount. */
            currency: string;
            /** @description The country of addresses and phone numbers that name none. */
            country: string | null;
            /** @description How many minutes an access token is good for; without a value, as many as the installation says. */
            accessTokenMinutes: number | null;
        };
        /** @description What a tenant has otherwise than the installation; null is as the installation has it. */
        TenantSettings: {
            /**
             * Format: uint64
             * @description How many minutes an access token is good for. Tokens that are out stay as they are.
             */
            accessTokenMinutes: number | null;
        };
        /** @description A merge patch (RFC 7396): named settings get a value, null removes it, the rest stays. */
        TenantSettingsChange: {
            /** @description How many days a deleted record can be restored; then it is purged. */
            deletedRecordsRetentionDays?: number | null;
            /** @description How many days audits and timelines go back; what is older is forgotten. */
            auditRetentionDays?: number | null;
            /** @description The time zone in which dates and times of day are meant. */
            timeZone?: string | null;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale?: string | null;
            /** @description The currency in which a client begins a new amount. */
            currency?: string | null;
            /** @description The country of addresses and phone numbers that name none. */
            country?: string | null;
            /** @description How many minutes an access token is good for; without a value, as many as the installation says. */
            accessTokenMinutes?: number | null;
        };
        /** @description Named settings change, null restores the default of the installation, the rest stays. */
        TenantSettingsPatch: {
            /** Format: uint64 */
            accessTokenMinutes?: number | null;
        };
        TenantSettingsState: {
            values: components["schemas"]["TenantSettingValues"];
            own: components["schemas"]["TenantOwnSettings"];
        };
        TenantSettingsStateAnswer: {
            data: components["schemas"]["TenantSettingsState"];
        };
        /**
         * @description Whether a tenant may be used.
         * @enum {string}
         */
        TenantStatus: "active" | "suspended";
        /** @description The reason why a tenant is suspended or reactivated; it is recorded in the tenant's log. */
        TenantStatusChange: {
            reason?: string | null;
        };
        TenantSummary: {
            /**
             * Format: uuid
             * @description A tenant: one customer organisation, the border that nothing crosses.
             */
            id: string;
            name: string;
            slug: string;
            plan: components["schemas"]["Plan"];
        };
        /** @description What the plan of a tenant allows, and how much of it is used. */
        TenantUsage: {
            plan: components["schemas"]["Plan"];
            features: components["schemas"]["FeatureUsage"][];
            limits: components["schemas"]["LimitUsage"][];
        };
        TenantUsageAnswer: {
            data: components["schemas"]["TenantUsage"];
        };
        TextCondition: {
            eq?: string;
            neq?: string;
            gt?: string;
            gte?: string;
            lt?: string;
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            contains?: string;
            not_contains?: string;
            starts_with?: string;
            ends_with?: string;
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        TimeCondition: {
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            eq?: string;
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            neq?: string;
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            gt?: string;
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            gte?: string;
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            lt?: string;
            /** @description A time (RFC 3339), or days by a word: `this_month`, `-30d`. */
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description One thing in the timeline of a record. */
        TimelineItem: components["schemas"]["ChangeItem"] | components["schemas"]["ActivityItem"];
        TimelineItemPage: {
            data: components["schemas"]["TimelineItem"][];
            page: components["schemas"]["PageInfo"];
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
        /** @description A token in the format of RFC 6749, section 5.1, which has no envelope. */
        TokenResponse: {
            access_token: string;
            /** @description `Bearer` */
            token_type: string;
            /**
             * Format: uint64
             * @description Seconds.
             */
            expires_in: number;
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
        /**
         * @description How exact the `total` of a list is.
         *
         *     - `exact`: It is the number of records.
         *     - `at_least`: There may be more.
         * @enum {string}
         */
        TotalIs: "exact" | "at_least";
        /** @description How many of a person's notifications are unread. */
        UnreadCount: {
            /** Format: int64 */
            unread: number;
        };
        UnreadCountAnswer: {
            data: components["schemas"]["UnreadCount"];
        };
        UrlCondition: {
            eq?: string;
            neq?: string;
            gt?: string;
            gte?: string;
            lt?: string;
            lte?: string;
            between?: string[];
            in?: string[];
            not_in?: string[];
            contains?: string;
            not_contains?: string;
            starts_with?: string;
            ends_with?: string;
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description A member as colleagues who may administer see them. */
        User: {
            /**
             * Format: uuid
             * @description A person or machine that can sign in; the same in every tenant it is a member of.
             */
            id: string;
            email: string;
            firstName: string;
            lastName: string;
            /** @description The key of the role. */
            role: string;
            status: components["schemas"]["UserStatus"];
            teams: string[];
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
        UserAnswer: {
            data: components["schemas"]["User"];
        };
        UserCondition: {
            /** @description The id of a member, or `me`. */
            eq?: string;
            /** @description The id of a member, or `me`. */
            neq?: string;
            in?: string[];
            not_in?: string[];
            is_empty?: boolean;
            is_not_empty?: boolean;
        };
        /** @description The values that are set here. */
        UserOwnSettings: {
            /** @description The time zone in which dates and times of day are meant. */
            timeZone?: string;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale?: string;
            /** @description The currency in which a client begins a new amount. */
            currency?: string;
            /** @description The country of addresses and phone numbers that name none. */
            country?: string;
        };
        UserPage: {
            data: components["schemas"]["User"][];
            page: components["schemas"]["PageInfo"];
        };
        /** @description Changes of a member; a field without a value stays as it is. */
        UserPatch: {
            /** @description The key of a role of the tenant. */
            role?: string | null;
            status?: components["schemas"]["UserStatus"] | null;
        };
        /** @description The values in force: a user's own, else the tenant's, else the default. */
        UserSettingValues: {
            /** @description The time zone in which dates and times of day are meant. */
            timeZone: string;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale: string;
            /** @description The currency in which a client begins a new amount. */
            currency: string;
            /** @description The country of addresses and phone numbers that name none. */
            country: string | null;
        };
        /** @description A merge patch (RFC 7396): named settings get a value, null removes it, the rest stays. */
        UserSettingsChange: {
            /** @description The time zone in which dates and times of day are meant. */
            timeZone?: string | null;
            /** @description The language of texts, and the conventions of numbers and dates. */
            locale?: string | null;
            /** @description The currency in which a client begins a new amount. */
            currency?: string | null;
            /** @description The country of addresses and phone numbers that name none. */
            country?: string | null;
        };
        UserSettingsState: {
            values: components["schemas"]["UserSettingValues"];
            own: components["schemas"]["UserOwnSettings"];
        };
        UserSettingsStateAnswer: {
            data: components["schemas"]["UserSettingsState"];
        };
        /**
         * @description Whether a member may come in.
         * @enum {string}
         */
        UserStatus: "active" | "suspended";
    };
    responses: {
        /** @description `invalid_cursor`: the cursor is not one that was given to you for this list or tenant. `invalid_request`: the request for a token is not of the form that RFC 6749 gives it. `malformed_body`: the request body is not valid JSON of the expected shape. `malformed_header`: a request header is not of the expected form. `malformed_query`: a query parameter is unknown, repeated or not of the expected form. `unsupported_grant_type`: tokens are given for client credentials only. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_client`: the client is unknown, or its secret is wrong or has ended. `invalid_credentials`: the e-mail address or the password is wrong. `invalid_refresh_token`: the refresh token is unknown, expired or was used before; sign in again. `unauthenticated`: a valid access token is needed. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `beyond_your_access`: this would give or take more than you may do yourself. `feature_not_in_plan`: your organisation's plan does not include this. `forbidden`: your role does not allow this. `tenant_mismatch`: the tenant named in the request is not the one your token was issued for. `tenant_suspended`: this organisation is suspended. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_invitation`: the invitation is unknown, expired, withdrawn or was used before; ask for a new one. `not_found`: there is no such thing, or it is not yours to see. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `malformed_body`: the request body is not valid JSON of the expected shape. */
        RequestTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `already_exists`: another record already has this value. `in_use`: other records still refer to this one. `job_not_failed`: only a job that failed for good or was cancelled can be run again. `job_over`: the job is over. `last_of_its_kind`: this is the last of its kind and cannot go. `limit_reached`: there are as many of these as there may be. `not_deleted`: the record is not deleted. `registration_refused`: this registration cannot be completed; if you already have an account, sign in instead. `system_role`: this role is one that every organisation has and cannot be changed like this. */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `stale`: the record was changed since you read it. */
        PreconditionFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_large`: the request body is larger than this server accepts. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `malformed_query`: a query parameter is unknown, repeated or not of the expected form. */
        UriTooLong: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: the request body must be JSON. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid`: one or more fields are not acceptable. */
        UnprocessableEntity: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: there were too many requests; wait as long as Retry-After says. `too_many_attempts`: there were too many attempts with a wrong password, or too many at once; wait as long as Retry-After says. `too_many_requests`: you have too many requests of this kind under way; wait as long as Retry-After says. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal`: something went wrong on our side; the request id helps us find it. */
        InternalServerError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `busy`: the server is busy with this; try again in a moment. `draining`: this server is shutting down; another will answer. `unavailable`: a part of the service is not reachable; try again. */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Language": components["headers"]["Content-Language"];
                Vary: components["headers"]["Vary"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The head of the request is larger than 16 KiB. */
        RequestHeaderFieldsTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description An id in the form in which the API writes it. A malformed id is not found. */
        Id: string;
        /** @description The id of a member. */
        UserId: string;
        /**
         * @description Act only if this is still the current version, as sent in `ETag`. Several may be named; `*` matches any.
         * @example "v3"
         */
        IfMatch: string;
        /** @description Answer 304 if this is still the `ETag`. */
        IfNoneMatch: string;
        /**
         * @description The languages of texts, the best first or by weight (RFC 9110). Without one that the server has, the caller's `locale` setting decides, then the tenant's.
         * @example de-AT, en;q=0.8
         */
        AcceptLanguage: string;
        /** @description The number of items on a page. */
        Limit: number;
        /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
        Cursor: string;
        /** @description A page by its number instead of a cursor. At most 10,000 records are skipped. */
        Page: number;
        /** @description Adds `page.total`: exact as far as it is counted, or an estimate that stops at 10,000. */
        Count: components["schemas"]["CountMode"];
        /** @description Only tenants of this status. */
        TenantStatus: components["schemas"]["TenantStatus"];
        /**
         * @description Only these types of events and, in a timeline, kinds of activities.
         * @example [
         *       "deal.updated"
         *     ]
         */
        Type: string[];
        /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
        Actor: string;
        /** @description Only change sets of the member with this id. */
        Author: string;
        /** @description The record as it was at this time, if the caller can see it now and could see it then. */
        AsOf: string;
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
        /** @description The language of the texts for people (BCP 47). */
        "Content-Language": string;
        /** @description What of the request the answer depends on: `Accept-Language` among it. */
        Vary: string;
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
                    "application/json": components["schemas"]["JsonWebKeySet"];
                };
            };
            400: components["responses"]["BadRequest"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                    "application/json": components["schemas"]["OpenApiDocument"];
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
            400: components["responses"]["BadRequest"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    openapiLegacy: {
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
                    "application/json": components["schemas"]["OpenApiDocument"];
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
            400: components["responses"]["BadRequest"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                "application/json": components["schemas"]["Registration"];
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
                    "application/json": components["schemas"]["SignedInAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                "application/json": components["schemas"]["LoginRequest"];
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
                    "application/json": components["schemas"]["LoginResultAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                "application/json": components["schemas"]["RefreshRequest"];
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
                    "application/json": components["schemas"]["RefreshResultAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAcceptance"];
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
                    "application/json": components["schemas"]["SignedInAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                    "application/json": components["schemas"]["CurrentUserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CurrentUserPatch"];
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
                    "application/json": components["schemas"]["CurrentUserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listSessions: {
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
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endOtherSessions: {
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTenant: {
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
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchTenant: {
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
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTenantSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettingsStateAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchTenantSettings: {
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
                "application/json": components["schemas"]["TenantSettingsChange"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettingsStateAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTenantUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The use. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantUsageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listUsers: {
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
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchUser: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
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
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUserSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSettingsStateAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchUserSettings: {
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
                "application/json": components["schemas"]["UserSettingsChange"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSettingsStateAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listInvitations: {
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
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
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
                    "application/json": components["schemas"]["InvitationWithTokenAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    withdrawInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listTeams: {
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
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createTeam: {
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
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteTeam: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchTeam: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamPatch"];
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
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listTeamMembers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    addTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
                /** @description The id of a member. */
                userId: components["parameters"]["UserId"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
                /** @description The id of a member. */
                userId: components["parameters"]["UserId"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The languages of texts, the best first or by weight (RFC 9110). Without one that the server has, the caller's `locale` setting decides, then the tenant's.
                 * @example de-AT, en;q=0.8
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The modules. */
            200: {
                headers: {
                    "Content-Language": components["headers"]["Content-Language"];
                    Vary: components["headers"]["Vary"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionModuleList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRoles: {
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
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createRole: {
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
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteRole: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchRole: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolePatch"];
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
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listServiceAccounts: {
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
                    "application/json": components["schemas"]["ServiceAccountPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createServiceAccount: {
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
                    "application/json": components["schemas"]["ServiceAccountWithSecretAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ServiceAccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateServiceAccountSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ServiceAccountWithSecretAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPipelines: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["PipelineSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["PipelineField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["PipelineInclude"][];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `PipelineFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["PipelinePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPipeline: {
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
                    "application/json": components["schemas"]["PipelineAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countPipelines: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["PipelineGroupKey"][];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `PipelineFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchPipelines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelinePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchPipelines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPipeline: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["PipelineInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["PipelineAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replacePipeline: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["PipelineAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deletePipeline: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchPipeline: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelinePatch"];
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
                    "application/json": components["schemas"]["PipelineAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restorePipeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["PipelineAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPipelineTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPipelineAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listStages: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["StageSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["StageField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["StageInclude"][];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `StageFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["StagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createStage: {
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
                    "application/json": components["schemas"]["StageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countStages: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["StageGroupKey"][];
                /**
                 * @description Only records that have each of these words in `name`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `StageFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStage: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["StageInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["StageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceStage: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["StageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteStage: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchStage: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StagePatch"];
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
                    "application/json": components["schemas"]["StageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["StageAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStageTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStageAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAccounts: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["AccountSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["AccountField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["AccountInclude"][];
                /**
                 * @description Only records that have each of these words in `name`, `industry`, `website`, `email`, `phone`, `city`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `AccountFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createAccount: {
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
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countAccounts: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["AccountGroupKey"][];
                /**
                 * @description Only records that have each of these words in `name`, `industry`, `website`, `email`, `phone`, `city`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `AccountFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAccount: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["AccountInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceAccount: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteAccount: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchAccount: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatch"];
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
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAccountFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAccountTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAccountAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listContacts: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["ContactSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["ContactField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["ContactInclude"][];
                /**
                 * @description Only records that have each of these words in `firstName`, `lastName`, `title`, `email`, `phone`, `mobile`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `ContactFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createContact: {
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
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countContacts: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["ContactGroupKey"][];
                /**
                 * @description Only records that have each of these words in `firstName`, `lastName`, `title`, `email`, `phone`, `mobile`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `ContactFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContact: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["ContactInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceContact: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteContact: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchContact: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
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
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listContactFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContactTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContactAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDeals: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["DealSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["DealField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["DealInclude"][];
                /**
                 * @description Only records that have each of these words in `title`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `DealFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["DealPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createDeal: {
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
                    "application/json": components["schemas"]["DealAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countDeals: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["DealGroupKey"][];
                /**
                 * @description Only records that have each of these words in `title`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `DealFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchDeals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchDeals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDeal: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["DealInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["DealAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceDeal: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["DealAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteDeal: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchDeal: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealPatch"];
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
                    "application/json": components["schemas"]["DealAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreDeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["DealAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followDeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowDeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDealFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDealTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDealAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listActivities: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["ActivitySort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["ActivityField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["ActivityInclude"][];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `ActivityFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createActivity: {
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
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countActivities: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["ActivityGroupKey"][];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `ActivityFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchActivities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivitySearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchActivities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getActivity: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["ActivityInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceActivity: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteActivity: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchActivity: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityPatch"];
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
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listActivityFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getActivityTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getActivityAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLeads: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["LeadSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["LeadField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["LeadInclude"][];
                /**
                 * @description Only records that have each of these words in `title`, `firstName`, `lastName`, `email`, `phone`, `company`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `LeadFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["LeadPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createLead: {
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
                    "application/json": components["schemas"]["LeadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countLeads: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["LeadGroupKey"][];
                /**
                 * @description Only records that have each of these words in `title`, `firstName`, `lastName`, `email`, `phone`, `company`, `description`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `LeadFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchLeads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchLeads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLead: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["LeadInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["LeadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceLead: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["LeadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteLead: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchLead: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadPatch"];
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
                    "application/json": components["schemas"]["LeadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["LeadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLeadFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLeadTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLeadAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listTasks: {
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
                /** @description The order, `-` for descending. Without it the newest come first. Each field at most once. */
                sort?: components["schemas"]["TaskSort"][];
                /** @description Only these fields of each record; the id is always included. */
                fields?: components["schemas"]["TaskField"][];
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["TaskInclude"][];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `TaskFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
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
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createTask: {
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
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countTasks: {
        parameters: {
            query?: {
                /** @description Counts by the values of one field or two. Dates and times are counted by periods in the caller's zone; a period is named by its first day. */
                groupBy?: components["schemas"]["TaskGroupKey"][];
                /**
                 * @description Only records that have each of these words in `subject`, `description`, `outcome`, `location`; of the last, the beginning is enough. At most 10 words of letters and digits, and one at least.
                 * @example acme ren
                 */
                q?: string;
                /**
                 * @description Only matching records: a `TaskFilter` as JSON text. Shorter in brackets: `filter[field]=value` for records with this value, `filter[field][operator]=value` for any operator, and groups such as `filter[or][0][field]=a&filter[or][1][field]=b`. docs/API-DESIGN.md describes both in full.
                 * @example {"createdAt":{"gte":"2026-01-01T00:00:00Z"}}
                 */
                filter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskSearch"];
            };
        };
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    batchTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description What became of each operation. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTask: {
        parameters: {
            query?: {
                /** @description Related records to add under `included`. */
                include?: components["schemas"]["TaskInclude"][];
                /** @description The record as it was at this time, if the caller can see it now and could see it then. */
                asOf?: components["parameters"]["AsOf"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceTask: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteTask: {
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
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    patchTask: {
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
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPatch"];
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
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    followTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    unfollowTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listTaskFollowers: {
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
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["FollowerPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTaskTimeline: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTaskAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
                actor?: components["parameters"]["Actor"];
                /** @description Only entries at this time or later. */
                from?: components["parameters"]["From"];
                /** @description Only entries before this time. */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listFollowing: {
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
                    "application/json": components["schemas"]["FollowedRecordPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAudit: {
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
                /** @description Only entries of the user with this id, or of this kind of actor: `user`, `system`, `service` or `automation`. */
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
                    "application/json": components["schemas"]["AuditItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listChangeSets: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only change sets of the member with this id. */
                actor?: components["parameters"]["Author"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of change sets. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getChangeSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change set. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetDetailsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revertChangeSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revert"];
            };
        };
        responses: {
            /** @description What became of each record. */
            200: {
                headers: {
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertReportAnswer"];
                };
            };
            /** @description The job that reverts a large set; the report will be its result. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only jobs in this state. */
                state?: components["schemas"]["JobState"];
                /** @description Only jobs of this kind. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Event-Cursor": components["headers"]["X-Event-Cursor"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPlatformTenants: {
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
                    "application/json": components["schemas"]["PlatformTenantPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPlatformTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["PlatformTenantAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantStatusChange"];
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
                    "application/json": components["schemas"]["PlatformTenantAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reactivateTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantStatusChange"];
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
                    "application/json": components["schemas"]["PlatformTenantAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTenantPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantPlanAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putTenantPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenantPlan"];
            };
        };
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantPlanAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description The number of items on a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` or `prev` of another page of the same list, with the same filter, sort and fields. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only unread notifications, or only read ones. */
                unread?: boolean;
                /** @description Only notifications of this category. */
                category?: components["schemas"]["NotificationCategory"];
            };
            header?: {
                /**
                 * @description The languages of texts, the best first or by weight (RFC 9110). Without one that the server has, the caller's `locale` setting decides, then the tenant's.
                 * @example de-AT, en;q=0.8
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
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
                    "Content-Language": components["headers"]["Content-Language"];
                    Vary: components["headers"]["Vary"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUnreadCount: {
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
                    "application/json": components["schemas"]["UnreadCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    markNotificationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id in the form in which the API writes it. A malformed id is not found. */
                id: components["parameters"]["Id"];
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
                    "application/json": components["schemas"]["UnreadCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    markAllNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkAllNotificationsRead"];
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
                    "application/json": components["schemas"]["UnreadCountAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getNotificationPreferences: {
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
                    "application/json": components["schemas"]["NotificationPreferencesAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNotificationPreferences"];
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
                    "application/json": components["schemas"]["NotificationPreferencesAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
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
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
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
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
