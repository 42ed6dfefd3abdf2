import { apiRoot } from '@tenure/core/wire'

/** The address on this server of a path of the API. */
export function route(path: string): string {
  return `${apiRoot}${path}`
}
