import { combineLatest, defer, distinctUntilChanged, map, type Observable, startWith } from 'rxjs'
import type { z } from 'zod'
import { missingFor, systemPrincipal } from '../access/principal.js'
import { newId } from '../base/id.js'
import { defineToken, type Token } from '../base/key.js'
import { fromProblem, getValue } from '../base/outcome.js'
import type {
  customersSettingsContract,
  historyContract,
  recordContract,
  sessionContract,
  usersContract,
} from '../contract/workspace-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import type { RecordWrite } from '../records/write.js'
import type { Written } from '../records/write-records.js'
import type { Json, UserId, Values } from '../schema/value.js'
import {
  csmProperties,
  customersSettingId,
  customerTypeOptions,
  renewalProperties,
  validateCustomersSettings,
} from '../workspace/customers-settings.js'
import type { Kernel } from './kernel.js'
import { watchHistory, watchPreview } from './record-preview.js'
import { mainWorkspace } from './session.js'
import { type ShownTab, toShownProblem } from './shown-tabs.js'

type ShownSession = z.output<typeof sessionContract.output>

/** What the core's own providers and actions work with; only the core's plugin is given it. */
export interface CoreDesk {
  session(): Observable<ShownSession>
  users(): Observable<z.output<typeof usersContract.output>>
  record(ref: { readonly type: string; readonly id: string }): Observable<z.output<typeof recordContract.output>>
  history(input: {
    readonly type: string
    readonly id: string
    readonly property?: string | undefined
    readonly limit: number
  }): Observable<z.output<typeof historyContract.output>>
  settings(): Observable<z.output<typeof customersSettingsContract.output>>
  create(input: CreateInput): Promise<{ id: string; version: string }>
  write(writes: readonly RecordWrite[]): Promise<Written>
  saveSettings(input: SettingsInput): Promise<{ readonly version: string }>
}
type CreateInput = {
  readonly type: string
  readonly values: Readonly<Record<string, unknown>>
  readonly links: readonly { readonly association: string; readonly id: string; readonly label?: string | undefined }[]
}
type SettingsInput = { readonly objectType: string; readonly csm: string; readonly renewalDate: string | null; readonly version: string }
export const CoreDesk: Token<CoreDesk> = defineToken('tenure.core/desk@1')

/** The desk of one user. `tabs` are those that are shown to the user now. */
export function createCoreDesk(
  kernel: Kernel,
  user: UserId,
  tabs: (user: UserId) => Observable<readonly ShownTab[]>,
  key?: string,
): CoreDesk {
  const again = <T>(read: () => T): Observable<T> =>
    kernel.changed.pipe(
      startWith(undefined),
      map(() => read()),
      distinctUntilChanged<T>(isSame),
    )
  const write: CoreDesk['write'] = async (writes) => {
    const by = { principal: kernel.principal(user), actor: { user, source: 'user' } } as const
    return getValue(await kernel.writer.write(key === undefined ? by : { ...by, key }, writes))
  }
  return {
    session: () =>
      combineLatest([again(() => readSession(kernel, user)), tabs(user)]).pipe(
        map(([session, shown]) => ({ ...session, tabs: session.rights.missing ? [] : [...shown] })),
      ),
    users: () => again(() => kernel.directory.users().map((each) => ({ ...each }))),
    record: (ref) => defer(() => watchPreview(kernel, user, ref)),
    history: (input) => defer(() => watchHistory(kernel, user, input)),
    settings: () => again(() => readSettings(kernel)),
    write,
    async create({ type, values, links }) {
      const id = newId(kernel.clock.now())
      const linked = links.map(
        ({ association, id: to, label }): RecordWrite => ({
          write: 'associate',
          type,
          id,
          association,
          to,
          ...(label !== undefined && { label }),
        }),
      )
      const { records } = await write([{ write: 'create', type, id, values: values as Values }, ...linked])
      const created = records.find(({ ref }) => ref.id === id) ?? records[0]
      return { id: created?.ref.id ?? id, version: created?.version ?? '1' }
    },
    saveSettings: (input) => saveSettings(kernel, user, input),
  }
}

function readSession(kernel: Kernel, user: UserId): ShownSession {
  const principal = kernel.principal(user)
  const missing = missingFor(principal, 'workspace.access')
  return {
    user: { id: user, name: principal.name },
    timeZone: principal.timeZone,
    locale: principal.locale,
    workspace: { id: mainWorkspace, name: 'Main workspace' },
    tabs: [],
    rights: { settings: missingFor(principal, 'settings.manage') === undefined, ...(missing && { missing: toShownProblem(missing) }) },
  }
}

function readSettings(kernel: Kernel): z.output<typeof customersSettingsContract.output> {
  const { settings, version } = kernel.settings.read()
  const schema = kernel.schema()
  const type = schema.get(settings.objectType)
  const copy = (options: readonly { readonly value: string; readonly label: string }[]) =>
    options.map(({ value, label }) => ({ value, label }))
  return {
    ...settings,
    version,
    problems: validateCustomersSettings(settings, schema).map(({ message }) => message),
    objectTypes: copy(customerTypeOptions(schema)),
    csmProperties: copy(type ? csmProperties(type) : []),
    renewalProperties: copy(type ? renewalProperties(type) : []),
  }
}

async function saveSettings(kernel: Kernel, user: UserId, { version, ...settings }: SettingsInput): Promise<{ readonly version: string }> {
  const issues = validateCustomersSettings(settings, kernel.schema())
  if (issues.length > 0) throw new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
  const ref = { type: 'setting', id: customersSettingId }
  // Settings are records of the workspace, which only the core writes; the right is looked at when it is the batch's turn.
  const by = { principal: systemPrincipal, actor: { user, source: 'user' } } as const
  const outcome = await kernel.writer.draft(by, async (draft) => {
    const missing = missingFor(kernel.principal(user), 'settings.manage')
    if (missing !== undefined) throw fromProblem(missing)
    await draft.load([ref])
    const known = draft.find(ref)
    if ((known?.before?.version ?? '0') !== version) {
      throw new TenureError('record.conflict', 'Somebody has saved these settings meanwhile. Look at the newer version first.', {
        record: ref,
        newer: { ...kernel.settings.read().settings },
        version: known?.before?.version ?? '0',
      })
    }
    const values = { name: customersSettingId, data: settings as unknown as Json }
    if (known === undefined) draft.create(ref, values)
    else known.values = { ...known.values, ...values }
  })
  return { version: getValue(outcome).records[0]?.version ?? version }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
