export const MEMBER_ROLES = ['owner', 'manager', 'agent'] as const;
/** Owners do everything, managers all but people and payouts, agents work on leads. */
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const PLATFORM_ROLES = ['moderator', 'admin'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

export type ReviewStatus = 'waiting' | 'approved' | 'refused';

/** The organisation that a person acts for in this session. */
export type ActingFor = {
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly sells: boolean;
  readonly buys: boolean;
  readonly countryCode: string;
  readonly timezone: string;
  readonly reviewStatus: ReviewStatus;
  readonly blocked: boolean;
  /** Why, in the words of who blocked it. */
  readonly blockReason: string | null;
};

/** Who is signed in, and how far. */
export type Visitor = {
  /** The stored, hashed id of the session. */
  readonly sessionId: string;
  readonly person: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly platformRole: PlatformRole | null;
    readonly emailConfirmed: boolean;
    /** Whether an authenticator is set up. */
    readonly hasSecondFactor: boolean;
  };
  /** Whether this session gave what is asked for: a code where an authenticator is set up. */
  readonly isComplete: boolean;
  readonly organisation: ActingFor | null;
  /** Where else the person belongs to. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
};

/** Whether a role may do what asks for another: an owner may do what a manager may, and so on. */
export function roleReaches(role: MemberRole, asked: MemberRole): boolean {
  return MEMBER_ROLES.indexOf(role) <= MEMBER_ROLES.indexOf(asked);
}

/** An admin may do what a moderator may. */
export function platformRoleReaches(role: PlatformRole | null, asked: PlatformRole): boolean {
  return role === asked || role === 'admin';
}
