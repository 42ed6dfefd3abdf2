import type { Observable } from 'rxjs'
import type { AuditFact } from '../access/audit/audit-entry.js'
import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'
import type { Outcome } from '../base/outcome.js'
import type { ActionContract } from '../contract/action.js'
import type { EditionDefinition } from '../contract/administration/edition.js'
import type { Session } from '../contract/call.js'
import type { Caller, Desk } from '../contract/caller.js'
import type { FetchPort } from '../contract/outside/fetcher.js'
import type { PublicReply } from '../contract/outside/public-link.js'
import type { Delivery, WebhookPort } from '../contract/outside/webhook.js'
import type { ProviderContract } from '../contract/provider.js'
import type { RowsDesk } from '../jobs/rows-desk.js'
import type { RowSource } from '../jobs/rows-run.js'
import type { GrantPolicy } from '../plugin/admission/admission.js'
import type { PluginUse } from '../plugin/plugin.js'
import type { InstalledElement } from '../plugin/plugin-host.js'
import type { PluginState } from '../plugin/plugin-state.js'
import type { Refusal } from '../records/audit/refusal-count.js'
import type { UserId } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import type { QueryBudget } from '../storage/price.js'
import type { DirectoryDesk } from '../workspace/people/directory-desk.js'
import type { SessionDesk } from '../workspace/session-desk.js'
import type { Importer, UserImporter } from './importer.js'
import type { OpenedLink } from './public/open-public-link.js'
import type { OpenedWebhook } from './public/open-webhook.js'

/** What `createHost` takes. */
export interface HostOptions {
  readonly storage: StorageAdapter
  readonly plugins: readonly PluginUse[]
  /** `'declared'` gives each plugin what it declares; a function decides about each grant. There is no default. */
  readonly grants: GrantPolicy
  /** The name of one of `editions`; by default `professional`. */
  readonly edition?: string
  /** What accounts may use, from `defineEditions`; by default `professional` and `enterprise` (EDN-1, EDN-2). */
  readonly editions?: readonly EditionDefinition[]
  /** Object types that may play the role *revenue* in any edition, besides deals; other custom ones where the edition has them (MAP-3). */
  readonly revenueTypes?: readonly string[]
  readonly clock?: Clock
  /** Fetches from the internet for plugins that are granted it: `openFetcher` of `@tenure/server` (SEC-10). Without it nothing is fetched. */
  readonly fetcher?: FetchPort
  /** Secrets of webhooks, from a key that only the server has: `openWebhooks` of `@tenure/server` (SEC-11). Without it no webhook is made. */
  readonly webhooks?: WebhookPort
  /** Where faults of plugins and the audit go; by default nowhere. */
  readonly log?: Log
  /** How much one query of a user may cost (SEC-17); what is left out has its default. */
  readonly budget?: Partial<QueryBudget>
  /** How many days the audit is kept; by default 730. */
  readonly auditDays?: number
  /**
   * Jobs begin once this settles, or once one is asked to run; old notifications and audit entries are removed once it settles. By default both
   * happen at once. A process that people wait for serves its first pages before.
   */
  readonly jobsAfter?: PromiseLike<unknown>
  /** Ids of tabs in the order that the operator wants; the others follow. */
  readonly tabOrder?: readonly string[]
}

/** A running workspace. Closing delivers the frames that are due, completes the streams, then stops the plugins in reverse order. */
export interface Host extends AsyncDisposable {
  /** All that this user may do. Rights are those of the moment of each call; with `api` histories and the audit say that a token did it. */
  as(user: UserId, source?: Session['source']): Desk
  /**
   * Summary of another user, as far as both may see what is on it (SUM-8): its providers answer and all others refuse; nothing can be changed. The
   * audit has it. Errors: `access.denied`, `access.signed-out`.
   */
  viewAs(user: UserId, target: UserId, source?: Session['source']): Promise<Outcome<Pick<Caller, 'read' | 'watch'>>>
  readonly states: Observable<readonly PluginState[]>
  add(use: PluginUse): Promise<PluginState>
  /** Puts a new version in place of the plugin of that id, which runs until the new one has started; adds the plugin where there is none. */
  replace(use: PluginUse): Promise<PluginState>
  /** Stops a plugin and takes it out. Without one of that id nothing changes, so a removal can be repeated. */
  remove(plugin: string): Promise<void>
  /** Providers and actions that are installed now; another object after a plugin came or went. */
  contracts(): InstalledContracts
  /** The elements of plugins that run now, each with the address of its module: what a server offers to the page. */
  elements(): readonly InstalledElement[]
  /** The users of the account; another object after a change. */
  users(): readonly AccountUser[]
  /** The active super admins. */
  superAdmins(): readonly UserId[]
  /** Emits when the user may no longer be signed in. */
  ended(user: UserId): Observable<void>
  /** Sessions of browsers, as the store keeps them. */
  readonly sessions: SessionDesk
  /** Takes over what a sign-in elsewhere says of its users. */
  readonly directoryDesk: DirectoryDesk
  /**
   * Opens a link that a user made, for whoever has its token (SEC-11). Errors: `record.not-found` for one that opens nothing, whatever the reason.
   */
  openLink(token: string): Promise<Outcome<OpenedLink>>
  /** Takes what somebody answers to the question of such a link. Errors: as `openLink`, and what its action refuses. */
  answerLink(token: string, reply: PublicReply): Promise<Outcome<void>>
  /** The webhook that a delivery is for; nothing where it is not signed with its secret, not in time, or for none (SEC-11). */
  openWebhook(id: string, delivery: Delivery): OpenedWebhook | undefined
  /**
   * Everything but sign-ins and the audit, in pieces of text, from which `restoreWorkspace` makes the same workspace (SDK-11). For super admins,
   * whose rights have to hold for each piece; the audit has it. Errors: `access.denied`, `storage.refused`.
   */
  export(user: UserId, source?: AuditFact['source']): AsyncIterable<string>
  /** Makes the first super admin, whom a sign-in may find by the e-mail. Refused once there is one (SEC-2). */
  createFirstAdmin(name: string, email?: string): Promise<Outcome<{ readonly id: UserId }>>
  /** Keeps a fact that is in no record in the audit, and writes it to the log. The answer says whether the store has it. */
  audit(fact: AuditFact): Promise<Outcome<void>>
  /** Counts a refusal that no call of this host was about, such as a failed sign-in. */
  auditRefusal(refusal: Refusal): void
  /** Imports records of another system, as the operator of the store (SDK-11). */
  importer(source: string): Importer
  /** The same with the rights of one user, who it is of (SEC-9). */
  importerOf(user: UserId, source: string): UserImporter
  /** Takes rows that the application brings along in and out as runs, such as sample data; a run that a stop interrupted goes on. Once for each source. */
  openRows(source: RowSource): Promise<RowsDesk>
  /** Settles when nothing is left to do: no write, and no live view to notify. */
  idle(): Promise<void>
}

/** Providers and actions of all active plugins and of the core. */
export interface InstalledContracts {
  readonly providers: readonly ProviderContract<unknown, unknown>[]
  readonly actions: readonly ActionContract<unknown, unknown>[]
}
/** A user of the account. */
export interface AccountUser {
  readonly id: UserId
  readonly name: string
  readonly active: boolean
}
