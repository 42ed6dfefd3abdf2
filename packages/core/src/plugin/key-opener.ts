import type { Observable } from 'rxjs'
import type { Outcome } from '../base/outcome.js'
import type { AnyRecords, AnyWrites } from '../contract/any-records.js'
import type { Session } from '../contract/call.js'
import type { Archives, Creates, DynamicRecords, Edits, LinkTarget, Notifies, OneOrMore, Records } from '../contract/records.js'
import type { AnySettings } from '../contract/settings.js'
import type { Mark, Values } from '../schema/value.js'

/** What is known of the call that keys are opened for. */
export interface CallLimits {
  /** Only the first value of a live list will be taken, so that it need not be kept right. */
  readonly once: boolean
  /** Aborts when nobody waits for the answer. */
  readonly signal?: AbortSignal
}
/** Opens the keys to records; `host/` puts it together from `records/` and `live/`. What it opens keeps to the session's rights and to the paths. */
export interface KeyOpener {
  openRecords(session: Session, plugin: string, paths: readonly string[], call: CallLimits): Records
  /** A path such as `company.*` covers every property of that object type or role. */
  openAllRecords(session: Session, plugin: string, paths: readonly string[], call: CallLimits): DynamicRecords
  /** Every object type, with the session's rights alone. */
  openAnyRecords(session: Session, plugin: string, call: CallLimits): AnyRecords
  /** Begins what one action stages. Under the same `key` the ids of what it creates are the same again; a `mark` is written with it. */
  stage(session: Session, plugin: string, call: { readonly action: string; readonly key?: string; readonly mark?: Mark }): Stage
}
/** Links by the name of the association, as an action gives them. */
export type AnyLinks = Readonly<Record<string, OneOrMore<LinkTarget> | undefined>>
/** What one action stages. */
export interface Stage {
  edits(paths: readonly string[]): Edits<Values, AnyLinks>
  creates(paths: readonly string[]): Creates<Values, AnyLinks>
  archives(paths: readonly string[]): Archives
  notifies(paths: readonly string[]): Notifies<string>
  anything(): AnyWrites
  /** Writes all of it as one batch, or nothing; staging afterwards throws. */
  commit(): Promise<Outcome<void>>
  /** Drops it; staging afterwards throws. */
  discard(): void
}
/** A service that the host itself gives; `for` names the plugins that may have it, where not all may. */
export interface HostService {
  readonly for?: readonly string[]
  /** `session` is absent where a resource asks; `key` is that under which an action happens once. */
  open(of: { readonly plugin: string; readonly session?: Session; readonly key?: string }): unknown
}
/** The settings of the sections that contributions use. */
export interface SettingsReader {
  /** The values that hold in the workspace of the session, and their version. */
  read(section: AnySettings, session: Session): { readonly value: unknown; readonly version: string }
  /** Emits when somebody saved a section. */
  readonly saved: Observable<unknown>
}
