import { pageFolder } from '@tenure/web'
import { openWorkspace } from './workspace.js'

const workspace = await openWorkspace({ folder: '.tenure', port: 4310, page: pageFolder })
console.log(`The workspace is ready at ${workspace.server.url}`)
process.once('SIGINT', () => void workspace[Symbol.asyncDispose]())
