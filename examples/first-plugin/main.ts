// The whole workspace over sample data, with one more plugin.
import { startWorkspace } from '@tenure/cli'
import { use } from '@tenure/core'
import { pageFolder } from '@tenure/web'
import { first } from './plugin.js'

const terminal = { out: (text: string) => console.log(text), say: (text: string) => console.error(text) }
const workspace = await startWorkspace({ data: '.tenure', port: 4300, empty: false, page: pageFolder, plugins: [use(first)] }, terminal)
console.log(`The workspace is ready at ${workspace.url}`)
process.once('SIGINT', () => void workspace[Symbol.asyncDispose]())
