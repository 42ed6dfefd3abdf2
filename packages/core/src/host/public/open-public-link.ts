import { filter, type Observable } from 'rxjs'
import { systemAsker } from '../../access/asker.js'
import type { Directory } from '../../access/directory.js'
import type { Clock } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import type { Outcome } from '../../base/outcome.js'
import type { ActionContract } from '../../contract/action.js'
import type { PublicAnswer, PublicQuestion, PublicReply } from '../../contract/outside/public-link.js'
import type { ProviderContract } from '../../contract/provider.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import type { Writer } from '../../records/write-records.js'
import type { Askers } from '../../workspace/askers.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import { type KeptPublicLink, type PublicLinkBook, publicLinkType } from '../../workspace/public/public-link-book.js'
import { digestOfToken } from '../../workspace/public/public-link-token.js'
import { toSession } from '../session.js'
import { endPublicLinks, findPublicLink } from './public-link-desk.js'

/** What opening works with. */
export interface OpenPort {
  readonly publicLinks: PublicLinkBook
  readonly askers: Pick<Askers, 'find'>
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Pick<Directory, 'find'>
  readonly writer: Pick<Writer, 'draft'>
  readonly changes: Observable<WorkspaceChange>
}
/** What was behind a link, and the name of the file that it is. */
export type OpenedLink = (PublicAnswer | PublicQuestion) & { readonly file: string }

/** The store hears of a link in use so often at most: each time is a write. */
const noteMs = 3_600_000

/**
 * Opens a link for whoever has its token, with the rights that its maker has now.
 * Errors: `record.not-found` for every link that opens nothing, whatever the reason; what its provider fails with.
 */
export async function openPublicLink(
  port: OpenPort,
  plugins: Pick<PluginHost, 'contributions' | 'caller'>,
  { token, log }: { readonly token: string; readonly log: Log },
): Promise<Outcome<OpenedLink>> {
  const open = findOpen(port, plugins, token)
  if (open === undefined) return nothing()
  const { link, asker, found } = open
  const contract = found.provider as unknown as ProviderContract<unknown, PublicAnswer | PublicQuestion>
  const answer = await plugins.caller(toSession(asker, 'api')).read(contract, link.input ?? undefined)
  if (!answer.ok) return answer.problem.code.startsWith('access.') ? nothing() : answer
  noteUse(port, link, log)
  return { ok: true, value: { ...answer.value, file: found.link.file } }
}
/**
 * Takes what somebody answers to the question of a link, with the rights that its maker has now.
 * Errors: `record.not-found` for every link that takes no answer, whatever the reason; what its action refuses.
 */
export async function answerPublicLink(
  port: OpenPort,
  plugins: Pick<PluginHost, 'contributions' | 'caller'>,
  { token, reply }: { readonly token: string; readonly reply: PublicReply },
): Promise<Outcome<void>> {
  const open = findOpen(port, plugins, token)
  const takes = open?.found.link.takes
  const action = plugins.contributions().find(({ contribution: { id, kind } }) => id === takes && kind === 'action')?.contribution
  if (open === undefined || action === undefined) return nothing()
  const given = { ...(open.link.input as object | null), ...reply }
  const outcome = await plugins.caller(toSession(open.asker, 'api')).act(action as unknown as ActionContract<unknown, unknown>, given)
  if (outcome.ok) return { ok: true, value: undefined }
  return outcome.problem.code.startsWith('access.') ? nothing() : outcome
}
function findOpen({ publicLinks, askers, clock }: OpenPort, plugins: Pick<PluginHost, 'contributions'>, token: string) {
  const link = publicLinks.find(digestOfToken(token) ?? '')
  const asker = link && askers.find(link.user)
  const found = link && findPublicLink(plugins, link.kind)
  if (link === undefined || asker === undefined || found === undefined || (link.expiresAt ?? Infinity) <= clock.now()) return undefined
  return { link, asker, found }
}
function nothing(): Outcome<never> {
  const message = 'This link opens nothing. It may be withdrawn, or a part of it may be missing.'
  return { ok: false, problem: new TenureError('record.not-found', message, { record: { type: publicLinkType, id: '' } }).problem }
}
/** Notes that a link was used, to the hour. */
export function noteUse({ clock, writer }: Pick<OpenPort, 'clock' | 'writer'>, { id, openedAt = 0 }: KeptPublicLink, log: Log): void {
  const now = clock.now()
  if (now - openedAt < noteMs) return
  const ref = { type: publicLinkType, id }
  const noted = writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
    await draft.load([ref])
    const record = draft.find(ref)
    if (record !== undefined) record.values = { ...record.values, openedAt: now }
  })
  noted.then(
    (outcome) => outcome.ok || log.warn('The last use of a public link could not be noted.', { problem: outcome.problem.message }),
    (error: unknown) => log.warn('The last use of a public link could not be noted.', { error: String(error) }),
  )
}

/** Ends the links of users who may no longer sign in, now and with each change, so that they stay ended when a user comes back. */
export function endAbandonedLinks({ changes, directory, publicLinks, writer }: OpenPort, log: Log): void {
  const end = async (): Promise<void> => {
    const gone = publicLinks.all().filter(({ user }) => directory.find(user) === undefined)
    if (gone.length === 0) return
    const ids = gone.map(({ id }) => id)
    await endPublicLinks(writer, ids, { source: 'system' }).catch((error: unknown) =>
      log.warn('Public links of users who may no longer sign in are still in the store.', { error: String(error) }),
    )
  }
  changes.pipe(filter((each) => 'users' in each)).subscribe(() => void end())
  void end()
}
