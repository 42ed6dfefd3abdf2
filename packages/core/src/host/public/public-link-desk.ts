import { filter, map, type Observable, startWith } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { type Duration } from '../../base/duration.js'
import { defineToken, type Token } from '../../base/key.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type { Session } from '../../contract/call.js'
import { toPermissionId } from '../../contract/contribution.js'
import type { PublicLink } from '../../contract/outside/public-link.js'
import type { createPublicLinkContract, publicLinksContract } from '../../contract/outside/public-link-contract.js'
import { type Problem, TenureError } from '../../errors/tenure-error.js'
import type { ProviderCode } from '../../plugin/contributed.js'
import { describeIssues, validate } from '../../plugin/guard/validate.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import type { Writer } from '../../records/write-records.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { type KeptPublicLink, type PublicLinkBook, publicLinkType } from '../../workspace/public/public-link-book.js'
import { digestOfToken, newToken } from '../../workspace/public/public-link-token.js'

/** What the core's own providers and actions of public links work with; only the core's plugin is given it. */
export interface PublicLinkDesk {
  links(kind?: string): Observable<z.output<typeof publicLinksContract.output>>
  create(input: CreateInput): Promise<{ readonly id: string; readonly path: string }>
  revoke(id: string): Promise<void>
}
export const PublicLinkDesk: Token<PublicLinkDesk> = defineToken('tenure.core/public-link-desk@1')
type CreateInput = z.output<NonNullable<typeof createPublicLinkContract.input>>

/** What the desk works with. */
export interface PublicLinkPort {
  readonly publicLinks: PublicLinkBook
  readonly batches: Observable<ChangeBatch>
  readonly clock: Pick<Clock, 'now'>
  readonly writer: Pick<Writer, 'draft'>
  readonly plugins: Pick<PluginHost, 'contributions'>
  readonly authorise: (session: Session, permission: string) => Problem | undefined
}

/** So many links of one kind may a user have. */
const mostLinks = 20

/** The desk of one user. */
export function createPublicLinkDesk(port: PublicLinkPort, session: Session): PublicLinkDesk {
  const { batches, publicLinks } = port
  return {
    links: (kind) =>
      batches.pipe(
        filter(({ changes }) => changes.some(({ ref }) => ref.type === publicLinkType)),
        startWith(undefined),
        map(() => ({ kinds: kindsFor(port, session, kind), links: ownLinks(publicLinks, session, kind).map(toShown) })),
      ),
    create: (input) => create(port, session, input),
    revoke: (id) => revoke(port, session, id),
  }
}

/** The contribution that defines a kind of public link, and the provider that answers for it. */
export function findPublicLink(
  { contributions }: Pick<PluginHost, 'contributions'>,
  kind: string,
): { readonly link: PublicLink; readonly provider: ProviderCode } | undefined {
  const all = contributions().map(({ contribution }) => contribution)
  const link = all.find(({ id, kind: of }) => id === kind && of === 'public-link') as PublicLink | undefined
  const provider = all.find(({ id, kind: of }) => id === link?.from && of === 'provider') as ProviderCode | undefined
  return link && provider && { link, provider }
}

function toShown({ user: _user, input: _input, ...shown }: KeptPublicLink) {
  return shown
}
function kindsFor({ authorise, plugins }: PublicLinkPort, session: Session, only?: string) {
  const all = plugins.contributions().flatMap(({ contribution }) => (contribution.kind === 'public-link' ? [contribution.id] : []))
  return all
    .filter((kind) => only === undefined || kind === only)
    .flatMap((kind) => {
      const found = findPublicLink({ contributions: () => plugins.contributions() }, kind)
      if (found === undefined || authorise(session, toPermissionId(found.provider.permission)) !== undefined) return []
      const { input } = found.provider
      if (input !== undefined && !validate(input, {}).ok) return []
      return [{ kind, title: found.link.title, description: found.link.description ?? '' }]
    })
}
function ownLinks({ all }: PublicLinkBook, { user }: Session, kind?: string): readonly KeptPublicLink[] {
  return all()
    .filter((link) => link.user === user && (kind === undefined || link.kind === kind))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
}

async function create(port: PublicLinkPort, session: Session, { kind, name, input }: CreateInput) {
  const found = findPublicLink({ contributions: () => port.plugins.contributions() }, kind)
  if (found === undefined) throw invalid(['kind'], `No plugin defines a public link ${kind}.`)
  const { link, provider } = found
  const denied = port.authorise(session, toPermissionId(provider.permission))
  if (denied !== undefined) throw fromProblem(denied)
  checkInput(provider, input)
  const most = link.most ?? mostLinks
  if (ownLinks(port.publicLinks, session, kind).length >= most)
    throw new TenureError('input.too-large', `You have ${most} links of this kind already. Withdraw one first.`, {
      limit: 'publicLinks',
      max: most,
    })
  const token = newToken()
  const id = digestOfToken(token) as string
  const createdAt = port.clock.now()
  const expires = link.expiresAfter === undefined ? {} : { expiresAt: createdAt + spanOf(link.expiresAfter) }
  const values = { kind, name, user: session.user, input: input ?? null, createdAt, ...expires }
  const by = { asker: systemAsker, actor: { user: session.user, source: session.source ?? 'user' } } as const
  getValue(await port.writer.draft(by, async (draft) => void draft.create({ type: publicLinkType, id }, values)))
  return { id, path: `/open/${token}/${link.file}` }
}
function checkInput({ input: schema }: ProviderCode, input: unknown): void {
  const checked = schema === undefined ? undefined : validate(schema, input ?? {})
  if (schema === undefined && input !== undefined)
    throw invalid(['input'], 'This link is not to one thing among others: it takes no input.')
  if (checked?.ok === false) throw invalid(['input'], `What the link is to is wrong. ${describeIssues(checked.issues)}`)
}
function spanOf({ days = 0, ms = 0 }: Duration): number {
  return days * 86_400_000 + ms
}

async function revoke({ publicLinks, writer }: PublicLinkPort, { user, source }: Session, id: string): Promise<void> {
  const link = publicLinks.find(id)
  if (link?.user !== user)
    throw new TenureError('record.not-found', 'You have no such link. It may be withdrawn already.', {
      record: { type: publicLinkType, id },
    })
  await endPublicLinks(writer, [id], { user, source: source ?? 'user' })
}

/** Ends links: nothing of them is kept, and their ids stay taken. */
export async function endPublicLinks(
  writer: Pick<Writer, 'draft'>,
  ids: readonly string[],
  actor: Parameters<Writer['draft']>[0]['actor'],
): Promise<void> {
  const outcome = await writer.draft({ asker: systemAsker, actor }, async (draft) => {
    const refs = ids.map((id) => ({ type: publicLinkType, id }))
    await draft.load(refs)
    for (const record of refs.flatMap((ref) => draft.find(ref) ?? [])) Object.assign(record, { archived: true, archive: 'purge' })
  })
  getValue(outcome)
}

function invalid(path: readonly string[], message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path, message }] })
}
