-- Confirming that a person is erased writes, so it has a scope of its own. Keys in force that could do it may do so still.
UPDATE "api_key" k SET "scopes" = "scopes" || 'sales:write'::text
FROM "organisation" g
WHERE g."id" = k."organisation_id" AND g."buys" AND k."revoked_at" IS NULL
  AND 'sales:read' = ANY (k."scopes") AND 'sales:write' <> ALL (k."scopes");
