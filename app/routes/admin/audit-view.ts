import type { AuditLine } from '#app/domain/audit/read-audit.server.ts';
import { isId } from '#app/kernel/ids.ts';

/** Longer details are folded. */
const SHORT = 120;

/** A line of the log as pages show it: its codes as they are, and where the things it names can be looked at. */
export function auditView(line: AuditLine) {
  const details = Object.entries(line.details)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
  return {
    key: String(line.id),
    at: line.at,
    action: line.action,
    actor: { id: line.actor, href: hrefOf(line.actor) },
    subject: { id: line.subjectId, href: hrefOf(line.subjectId) },
    organisation: line.organisationId && { id: line.organisationId, href: hrefOf(line.organisationId) },
    details,
    isLong: details.length > SHORT,
    origin: line.origin,
  };
}

export type AuditView = ReturnType<typeof auditView>;

function hrefOf(id: string): string | null {
  if (isId('pers', id)) return `/admin/people/${id}`;
  if (isId('org', id)) return `/admin/organisations/${id}`;
  return null;
}
