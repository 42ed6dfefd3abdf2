import { filter, map, type Observable, startWith } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { type Duration } from '../../base/duration.js'
import { newId } from '../../base/id.js'
import { defineToken, type Token } from '../../base/key.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type { Session } from '../../contract/call.js'
import { toPermissionId } from '../../contract/contribution.js'
import type { PublicLink } from '../../contract/outside/public-link.js'
import type { createPublicLinkContract, publicLinksContract } from '../../contract/outside/public-link-contract.js'
import type { WebhookPort } from '../../contract/outside/webhook.js'
import { type Problem, TenureError } from '../../errors/tenure-error.js'
import { describeIssues, validate } from '../../errors/validate.js'
import type { ProviderCode } from '../../plugin/contributed.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import type { Writer } from '../../records/write-records.js'
import type { Values } from '../../schema/value.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { type KeptPublicLink, type PublicLinkBook, publicLinkType } from '../../workspace/public/public-link-book.js'
import { digestOfToken, newToken } from '../../workspace/public/public-link-token.js'
import { findWebhook } from './webhook-kind.js'

/** What the core's own providers and actions of public links work with; only the core's plugin is given it. */
export interface PublicLinkDesk {
  links(kind?: string): Observable<z.output<typeof publicLinksContract.output>>
  create(input: CreateInput): Promise<z.output<NonNullable<typeof createPublicLinkContract.output>>>
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
  readonly webhooks: WebhookPort | undefined
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

interface Found {
  readonly link: PublicLink
  readonly provider: ProviderCode
}
/** The contribution that defines a kind of public link, and the provider that answers for it. */
export function findPublicLink(plugins: Pick<PluginHost, 'contributions'>, kind: string): Found | undefined {
  const all = plugins.contributions().map(({ contribution }) => contribution)
  const link = all.find(({ id, kind: of }) => id === kind && of === 'public-link') as PublicLink | undefined
  const provider = all.find(({ id, kind: of }) => id === link?.from && of === 'provider') as ProviderCode | undefined
  return link && provider && { link, provider }
}

function toShown({ user: _user, input: _input, ...shown }: KeptPublicLink) {
  return shown
}
function kindsFor(port: PublicLinkPort, session: Session, only?: string) {
  const all = port.plugins.contributions().map(({ contribution }) => contribution.id)
  return all
    .filter((kind) => only === undefined || kind === only)
    .flatMap((kind) => linkKind(port, session, kind) ?? webhookKind(port, session, kind) ?? [])
}
function linkKind({ authorise, plugins }: PublicLinkPort, session: Session, kind: string) {
  const found = findPublicLink(plugins, kind)
  if (found === undefined || authorise(session, toPermissionId(found.provider.permission)) !== undefined) return undefined
  const { input } = found.provider
  if (input !== undefined && !validate(input, {}).ok) return undefined
  return { kind, title: found.link.title, description: found.link.description ?? '' }
}
function webhookKind({ authorise, plugins }: PublicLinkPort, session: Session, kind: string) {
  const found = findWebhook(plugins, kind)
  if (found === undefined || authorise(session, toPermissionId(found.action.permission)) !== undefined) return undefined
  const { title, description = '', example } = found.webhook
  return { kind, title, description, webhook: { example } }
}
function ownLinks({ all }: PublicLinkBook, { user }: Session, kind?: string): readonly KeptPublicLink[] {
  return all()
    .filter((link) => link.user === user && (kind === undefined || link.kind === kind))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
}

async function create(port: PublicLinkPort, session: Session, { kind, name, input }: CreateInput) {
  const link = findPublicLink(port.plugins, kind)
  if (link !== undefined) return createLink(port, session, { ...link, name, input })
  const webhook = findWebhook(port.plugins, kind)
  if (webhook === undefined) throw invalid(['kind'], `No plugin defines a public link ${kind}.`)
  if (input !== undefined) throw invalid(['input'], 'A webhook takes no input when it is made.')
  return createWebhook(port, session, { ...webhook, name })
}
async function createLink(
  port: PublicLinkPort,
  session: Session,
  { link, provider, name, input }: Found & Pick<CreateInput, 'name' | 'input'>,
) {
  demandPermission(port, session, provider)
  checkInput(provider, input)
  demandRoom(port, session, link)
  const token = newToken()
  const id = digestOfToken(token) as string
  const expires = link.expiresAfter === undefined ? {} : { expiresAt: port.clock.now() + spanOf(link.expiresAfter) }
  await keep(port, session, id, { kind: link.id, name, input: input ?? null, ...expires })
  return { id, path: `/open/${token}/${link.file}` }
}
async function createWebhook(
  port: PublicLinkPort,
  session: Session,
  { webhook, action, name }: NonNullable<ReturnType<typeof findWebhook>> & Pick<CreateInput, 'name'>,
) {
  demandPermission(port, session, action)
  demandRoom(port, session, webhook)
  if (port.webhooks === undefined)
    throw new TenureError(
      'config.missing',
      'This workspace has no key from which secrets of webhooks follow. Its operator can give it one.',
      {
        setting: 'webhooks',
      },
    )
  const id = newId(port.clock.now())
  await keep(port, session, id, { kind: webhook.id, name, input: null })
  return { id, path: `/hooks/${id}`, secret: port.webhooks.secretOf(id) }
}
function demandPermission({ authorise }: PublicLinkPort, session: Session, { permission }: Pick<ProviderCode, 'permission'>): void {
  const denied = authorise(session, toPermissionId(permission))
  if (denied !== undefined) throw fromProblem(denied)
}
function demandRoom({ publicLinks }: PublicLinkPort, session: Session, { id, most = mostLinks }: Pick<PublicLink, 'id' | 'most'>): void {
  if (ownLinks(publicLinks, session, id).length < most) return
  const message = `You have ${most} links of this kind already. Withdraw one first.`
  throw new TenureError('input.too-large', message, { limit: 'publicLinks', max: most })
}
async function keep({ clock, writer }: PublicLinkPort, { user, source }: Session, id: string, values: Values): Promise<void> {
  const by = { asker: systemAsker, actor: { user, source: source ?? 'user' } } as const
  const kept = { ...values, user, createdAt: clock.now() }
  getValue(await writer.draft(by, async (draft) => void draft.create({ type: publicLinkType, id }, kept)))
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
