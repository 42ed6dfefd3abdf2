import type { ActionContract, ProviderContract, Schema } from '@tenure/core/contract'
import { paths as at } from '@tenure/core/wire'
import { z } from 'zod'
import { uploadPath } from '../upload/upload-port.js'
import type { Api } from './api.js'
import { route } from './route.js'

type Json = Readonly<Record<string, unknown>>
interface Described {
  readonly paths: Record<string, Json>
  readonly schemas: Record<string, unknown>
}

/** The description of the API as OpenAPI 3.1, from the contracts that are installed at the time of the call. */
export function createOpenApi(api: Pick<Api, 'host' | 'cookie' | 'log' | 'uploads' | 'signIn'>): () => string {
  let from: unknown
  let text = ''
  return () => {
    const contracts = api.host.contracts()
    if (from !== contracts.providers) text = JSON.stringify(describe(contracts.providers, contracts.actions, api))
    from = contracts.providers
    return text
  }
}

function describe(
  providers: readonly ProviderContract<unknown, unknown>[],
  actions: readonly ActionContract<unknown, unknown>[],
  { cookie, uploads, signIn }: Pick<Api, 'cookie' | 'uploads' | 'signIn'>,
): Json {
  const sometimes = { ...(uploads !== undefined && uploadPaths), ...(signIn.visit && visitPaths) }
  const described: Described = { paths: { ...fixedPaths, ...sometimes }, schemas: { ...fixedSchemas } }
  for (const provider of providers) describeProvider(provider, described)
  for (const action of actions) describeAction(action, described)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tenure',
      version: '1',
      description: 'Providers are read once or watched; actions make changes. All calls use the rights of the signed-in user.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    paths: described.paths,
    components: {
      schemas: described.schemas,
      responses: { problem: { description: 'What went wrong, as data.', content: json({ $ref: '#/components/schemas/Refusal' }) } },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookie.name,
          description: 'Every request that is not a GET also needs the Origin of the server and the header x-tenure: 1.',
        },
      },
    },
  }
}

function describeProvider(provider: ProviderContract<unknown, unknown>, { paths, schemas }: Described): void {
  const { id, input, output, title, description } = provider
  const name = componentName(id)
  addSchema(schemas, `${name}.output`, output, 'output')
  if (input !== undefined) addSchema(schemas, `${name}.input`, input, 'input')
  const asked = input && refTo(`${name}.input`)
  const answer = answers(refTo(`${name}.output`))
  const stream = {
    '200': {
      description: 'Frames: the first whole, later ones whole or as patches.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: problem,
  }
  const words = { ...(title !== undefined && { summary: title }), ...(description !== undefined && { description }) }
  paths[route(at.read(id))] = readOperations(`read.${name}`, id, asked, { ...words, responses: answer })
  paths[route(at.watch(id))] = readOperations(`watch.${name}`, id, asked, { ...words, responses: stream })
}

function readOperations(operationId: string, id: string, asked: Json | undefined, shared: Json): Json {
  const tags = [pluginOf(id)]
  const parameters = asked === undefined ? [] : [{ name: 'input', in: 'query', content: json(asked) }]
  const body = {
    required: asked !== undefined,
    content: json({ type: 'object', properties: asked && { input: asked }, additionalProperties: false }),
  }
  return {
    get: { operationId, tags, parameters, ...shared },
    post: { operationId: `${operationId}.post`, tags, requestBody: body, ...shared },
  }
}

function describeAction(action: ActionContract<unknown, unknown>, { paths, schemas }: Described): void {
  const { id, title, description, input, output, destructive } = action
  const name = componentName(id)
  if (input !== undefined) addSchema(schemas, `${name}.input`, input, 'input')
  if (output !== undefined) addSchema(schemas, `${name}.output`, output, 'output')
  const key = { type: 'string', minLength: 1, maxLength: 200, description: 'The same key again repeats the answer, not the change.' }
  const properties = { ...(input && { input: refTo(`${name}.input`) }), key }
  const body = { required: true, content: json({ type: 'object', properties, additionalProperties: false }) }
  const responses = answers(output && refTo(`${name}.output`))
  paths[route(at.act(id))] = {
    post: {
      operationId: `act.${name}`,
      summary: title,
      ...(description !== undefined && { description }),
      tags: [pluginOf(id)],
      requestBody: body,
      responses,
      ...(destructive && { 'x-destructive': true }),
    },
  }
}

// References within a schema are to the schema itself; here they become references to the components.
function addSchema(schemas: Record<string, unknown>, name: string, schema: Schema, io: 'input' | 'output'): void {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  const { $schema: _, $defs = {}, ...root } = made
  const rename = (value: unknown): unknown => renameRefs(value, name)
  schemas[name] = rename(root)
  for (const [key, part] of Object.entries($defs)) schemas[`${name}.${componentName(key)}`] = rename(part)
}

function renameRefs(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameRefs(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string' ? renameRef(item, name) : renameRefs(item, name),
    ]),
  )
}

function renameRef(ref: string, name: string): string {
  const part = ref.replace(/^#(\/\$defs\/)?/, '')
  return `#/components/schemas/${part === '' ? name : `${name}.${componentName(part)}`}`
}

function componentName(id: string): string {
  return id.replace('/', '.').replace(/[^\w.-]/g, '_')
}

function pluginOf(id: string): string {
  return id.split('/', 1)[0] ?? id
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}

function json(schema: Json): Json {
  return { 'application/json': { schema } }
}

function answers(value: Json | undefined): Json {
  const properties = { ok: { const: true }, ...(value && { value }) }
  return {
    '200': { description: 'The answer.', content: json({ type: 'object', properties, required: ['ok', ...(value ? ['value'] : [])] }) },
    default: problem,
  }
}

const problem: Json = { $ref: '#/components/responses/problem' }
const fixedSchemas: Json = {
  Problem: {
    type: 'object',
    properties: { code: { type: 'string', pattern: '^[a-z]+\\.[a-z-]+$' }, message: { type: 'string' }, details: { type: 'object' } },
    required: ['code', 'message', 'details'],
  },
  Refusal: {
    type: 'object',
    properties: { ok: { const: false }, problem: { $ref: '#/components/schemas/Problem' } },
    required: ['ok', 'problem'],
  },
}
const done = answers(undefined)
const events: Json = {
  '200': {
    description: 'Events: ready, then frame, patch and end of each watch by its key.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
  default: problem,
}
const body = (schema: Json): Json => ({ required: true, content: json({ type: 'object', ...schema }) })
const connection = { name: 'connection', in: 'path', required: true, schema: { type: 'string' } }
const ofList = ['plugin', 'name'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
const csvInput: Json = {
  type: 'object',
  description: 'The question of the list, the names of its columns, and byteOrderMark.',
}
const file = (type: string): Json => ({
  '200': {
    description: 'A file. A connection that breaks is a file that is not whole.',
    content: { [type]: { schema: { type: 'string' } } },
  },
  default: problem,
})
const watchChanges: Json = {
  properties: {
    watch: {
      type: 'array',
      items: {
        type: 'object',
        properties: { key: { type: 'string' }, provider: { type: 'string' }, input: {} },
        required: ['key', 'provider'],
      },
    },
    unwatch: { type: 'array', items: { type: 'string' } },
  },
}
const linkParts = ['token', 'file'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
const uploadPaths: Record<string, Json> = {
  [route(uploadPath)]: {
    post: {
      operationId: 'upload',
      parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string', maxLength: 500 } }],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
      responses: done,
    },
  },
}
const leads = { '302': { description: 'Leads the browser on.' } }
/** There where people sign in at another place. */
const visitPaths: Record<string, Json> = {
  [route(at.visit)]: { get: { operationId: 'sign-in.visit', security: [], responses: leads } },
  [route(at.visitBack)]: { get: { operationId: 'sign-in.back', security: [], responses: leads } },
}
const fixedPaths: Record<string, Json> = {
  [route(at.alive)]: { get: { operationId: 'alive', security: [], responses: done } },
  [route(at.openApi)]: {
    get: {
      operationId: 'openapi',
      security: [],
      responses: { '200': { description: 'This description.', content: json({ type: 'object' }) } },
    },
  },
  [route(at.signIn)]: {
    get: { operationId: 'sign-in.offer', security: [], responses: done },
    post: {
      operationId: 'sign-in',
      security: [],
      requestBody: body({ properties: { user: { type: 'string' }, token: { type: 'string' } } }),
      responses: done,
    },
  },
  [route(at.signOut)]: { post: { operationId: 'sign-out', responses: done } },
  [route(at.firstAdmin)]: {
    post: {
      operationId: 'first-admin',
      security: [],
      requestBody: body({ properties: { code: { type: 'string' }, name: { type: 'string' } }, required: ['code', 'name'] }),
      responses: done,
    },
  },
  [route(at.csv('{plugin}/{name}'))]: {
    get: {
      operationId: 'csv',
      parameters: [...ofList, { name: 'input', in: 'query', content: json(csvInput) }],
      responses: file('text/csv'),
    },
    post: {
      operationId: 'csv.post',
      parameters: ofList,
      requestBody: body({ properties: { input: csvInput } }),
      responses: file('text/csv'),
    },
  },
  [route(at.open('{token}', '{file}'))]: {
    get: {
      operationId: 'open-link',
      description: 'What is behind a link that a user made. The token is the only proof.',
      security: [],
      parameters: linkParts,
      responses: {
        '200': { description: 'A text; its type follows from the kind of the link.', content: { '*/*': { schema: { type: 'string' } } } },
        '404': { description: 'The link opens nothing.' },
        '429': { description: 'Links are opened too often.' },
      },
    },
    post: {
      operationId: 'answer-link',
      description: 'Answers the question behind a link, as the form of its page does. The token is the only proof.',
      security: [],
      parameters: linkParts,
      requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
      responses: {
        '200': { description: 'A page that thanks for the answer.', content: { 'text/html': { schema: { type: 'string' } } } },
        '400': { description: 'A page that says what is missing.', content: { 'text/html': { schema: { type: 'string' } } } },
        '404': { description: 'The link opens nothing.' },
        '413': { description: 'The answer is too large.' },
        '429': { description: 'Links are opened too often.' },
      },
    },
  },
  [route(at.hook('{webhook}'))]: {
    post: {
      operationId: 'deliver',
      description:
        'Takes what another system sends to a webhook that a user made: the input of its action. Signed by the convention Standard Webhooks; each id is taken once.',
      security: [],
      parameters: [
        { name: 'webhook', in: 'path', required: true, schema: { type: 'string' } },
        ...['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
          ...{ name, in: 'header', required: true, schema: { type: 'string' } },
        })),
      ],
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        ...done,
        '401': { description: 'The address, the signature or the time is wrong.' },
        '403': { description: 'The user who made the webhook may not do this.' },
        '413': { description: 'The body is too large.' },
        '422': { description: 'The body is refused, with what is wrong. It may come again under the same id.' },
        '429': { description: 'Too many deliveries come.' },
        '503': { description: 'It cannot be taken now. It may come again under the same id.' },
      },
    },
  },
  [route(at.export)]: { get: { operationId: 'export', responses: file('application/x-ndjson') } },
  [route(at.live)]: { get: { operationId: 'live.open', responses: events } },
  [route(at.connection('{connection}'))]: {
    post: { operationId: 'live.change', parameters: [connection], requestBody: body(watchChanges), responses: done },
    delete: { operationId: 'live.close', parameters: [connection], responses: done },
  },
}
