import type { ActionContract, Caller, Outcome, ProviderContract, UserId } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

/** What the server needs of a host; `Host` has it. */
export interface HostPort {
  /** All that one user may do. Every call and stream of that user goes through it. */
  as(user: UserId): Caller
  /** What is installed now; another object after a plugin came or went. */
  contracts(): InstalledContracts
  /** The users of the account, those who may not sign in among them; another object after a change. */
  users(): readonly AccountUser[]
  /** Emits when that user may no longer be signed in. */
  ended(user: UserId): Observable<unknown>
  /** Makes the first super admin. Refused once there is one. */
  createFirstAdmin(name: string): Promise<Outcome<{ readonly id: UserId }>>
  /** Keeps a fact that no record tells. */
  audit(entry: AuditEntry): void
}
/** Providers and actions of all active plugins and of the core. */
export interface InstalledContracts {
  readonly providers: readonly ProviderContract<unknown, unknown>[]
  readonly actions: readonly ActionContract<unknown, unknown>[]
}
/** A user, as far as sign-in is concerned. */
export interface AccountUser {
  readonly id: UserId
  readonly name: string
  readonly active: boolean
}
/** One line of the audit. */
export interface AuditEntry {
  readonly event: 'sign-in' | 'sign-in-refused' | 'sign-out' | 'first-admin' | 'first-admin-refused' | 'resume-refused'
  readonly user?: UserId
  readonly facts?: Readonly<Record<string, string>>
}
