import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, object>>
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object }
}

async function describe(host = new InMemoryHost()): Promise<Document> {
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return JSON.parse((await send(server, { path: '/api/openapi.json' })).text)
}

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => (key === '$ref' ? [String(item)] : refsIn(item)))
}

test('[SDK-6] every provider and action is described, each operation under an id of its own', async () => {
  const host = new InMemoryHost()
  const { openapi, paths } = await describe(host)
  expect(openapi).toMatch(/^3\.1\./)
  for (const { id } of host.contracts().providers) {
    expect(Object.keys(paths[`/api/read/${id}`] ?? {})).toEqual(['get', 'post'])
    expect(Object.keys(paths[`/api/watch/${id}`] ?? {})).toEqual(['get', 'post'])
  }
  for (const { id } of host.contracts().actions) expect(Object.keys(paths[`/api/act/${id}`] ?? {})).toEqual(['post'])
  const ids = Object.values(paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId))
  expect(new Set(ids).size).toBe(ids.length)
  const fixed = ['alive', 'openapi', 'sign-in.offer', 'sign-in', 'sign-out', 'first-admin', 'live.open', 'live.change', 'live.close']
  expect(ids).toEqual(expect.arrayContaining(fixed))
})

test('[SDK-6] every reference leads somewhere, those of schemas that contain themselves too', async () => {
  const document = await describe()
  const refs = refsIn(document)
  expect(refs.length).toBeGreaterThan(10)
  for (const ref of refs) {
    const found = ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    expect(found, ref).toBeTypeOf('object')
  }
  expect(refsIn(document.components.schemas['test.customers.tree.output'])).not.toEqual([])
  for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/)
  expect(JSON.stringify(document)).not.toContain('$defs')
})

test('[SEC-3] routes without sign-in say so', async () => {
  const { paths } = await describe()
  const open = Object.entries(paths).filter(([, path]) => Object.values(path).some((operation) => 'security' in operation))
  expect(open.map(([path]) => path)).toEqual([
    '/api/alive',
    '/api/openapi.json',
    '/api/sign-in',
    '/api/first-admin',
    '/api/open/{token}/{file}',
    '/api/hooks/{webhook}',
  ])
})

test('[SDK-6] a provider is described with its input, its answer, its stream and its problems', async () => {
  const { paths } = await describe()
  const read = paths['/api/read/test.customers/list']
  const ref = (name: string) => ({ $ref: `#/components/schemas/test.customers.list.${name}` })
  const shared = {
    tags: ['test.customers'],
    responses: {
      '200': {
        content: {
          'application/json': { schema: expect.objectContaining({ properties: expect.objectContaining({ value: ref('output') }) }) },
        },
      },
      default: { $ref: expect.stringContaining('problem') },
    },
  }
  expect(read?.['get']).toMatchObject({
    operationId: 'read.test.customers.list',
    parameters: [{ name: 'input', in: 'query', content: { 'application/json': { schema: ref('input') } } }],
    ...shared,
  })
  expect(read?.['post']).toMatchObject({
    operationId: 'read.test.customers.list.post',
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object', properties: { input: ref('input') }, additionalProperties: false } } },
    },
    ...shared,
  })
  expect(paths['/api/watch/test.customers/list']?.['get']).toMatchObject({
    operationId: 'watch.test.customers.list',
    responses: {
      '200': { description: expect.any(String), content: { 'text/event-stream': { schema: { type: 'string' } } } },
      default: expect.any(Object),
    },
  })
  expect(paths['/api/read/test.customers/once']?.['get']).toMatchObject({ parameters: [] })
  expect(paths['/api/read/test.customers/once']?.['post']).toMatchObject({ requestBody: { required: false } })
})

test('[SDK-7] an action is described with its title, its input and the key that repeats the answer', async () => {
  const { paths } = await describe()
  expect(paths['/api/act/test.customers/rename']?.['post']).toMatchObject({
    operationId: 'act.test.customers.rename',
    tags: ['test.customers'],
    summary: 'Rename customer',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              input: { $ref: '#/components/schemas/test.customers.rename.input' },
              key: { type: 'string', minLength: 1, maxLength: 200 },
            },
            additionalProperties: false,
          },
        },
      },
    },
  })
})

test('[SDK-6] the fixed routes are described with what they take', async () => {
  const { paths, components } = await describe()
  const taken = (path: string, method: string) => paths[path]?.[method]?.requestBody?.content['application/json'].schema
  const text = { type: 'string' }
  expect(taken('/api/sign-in', 'post')).toEqual({ type: 'object', properties: { user: text, token: text } })
  expect(taken('/api/first-admin', 'post')).toEqual({
    type: 'object',
    properties: { code: text, name: text },
    required: ['code', 'name'],
  })
  const watch = { type: 'object', properties: { key: text, provider: text, input: {} }, required: ['key', 'provider'] }
  expect(taken('/api/live/{connection}', 'post')).toEqual({
    type: 'object',
    properties: { watch: { type: 'array', items: watch }, unwatch: { type: 'array', items: text } },
  })
  for (const method of ['post', 'delete'])
    expect(paths['/api/live/{connection}']?.[method]).toMatchObject({
      parameters: [{ name: 'connection', in: 'path', required: true, schema: text }],
    })
  expect(paths['/api/live']?.['get']?.responses).toMatchObject({ '200': { content: { 'text/event-stream': { schema: text } } } })
  expect(components.schemas['Refusal']).toMatchObject({
    properties: { ok: { const: false }, problem: { $ref: '#/components/schemas/Problem' } },
    required: ['ok', 'problem'],
  })
  expect(components.schemas['Problem']).toMatchObject({
    properties: { code: { type: 'string' }, message: text, details: { type: 'object' } },
    required: ['code', 'message', 'details'],
  })
})

test('[SDK-6] an answer is described as an outcome, with a value where there is one', async () => {
  const { paths } = await describe()
  const answer = (path: string, method: string) => paths[path]?.[method]?.responses['200']
  const outcome = (properties: object, required: readonly string[]) => ({
    description: expect.any(String),
    content: { 'application/json': { schema: { type: 'object', properties: { ok: { const: true }, ...properties }, required } } },
  })
  const value = { $ref: '#/components/schemas/test.customers.list.output' }
  expect(answer('/api/read/test.customers/list', 'get')).toEqual(outcome({ value }, ['ok', 'value']))
  expect(answer('/api/sign-out', 'post')).toEqual(outcome({}, ['ok']))
})
