import { expect, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { createApi, createApp } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
import { createOpenApi } from './open-api.js'

test('[SEC-3] every route of the server is in the description of the API, so that what looks at all routes misses none', () => {
  const api = createApi({ host: new InMemoryHost(), signIn: localSwitcher() }, { name: 'tenure', secure: false })
  const { paths } = JSON.parse(createOpenApi(api)()) as { readonly paths: Readonly<Record<string, object>> }
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const isDescribed = (route: string) => described.some((each) => new RegExp(`^${route.replaceAll(/:\w+|\{\w+\}/g, '[^/]+')}$`).test(each))
  // The page's files, and what answers where there is no route.
  const others = ['ALL /api/*', 'GET /elements/:plugin/:name']
  const routes = createApp(api, undefined).routes.map(({ method, path }) => `${method} ${path}`)
  expect(routes.filter((route) => !others.includes(route) && !isDescribed(route))).toEqual([])
})
