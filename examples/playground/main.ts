import { createHost, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record } from '@tenure/record'
import { createLocalSource, openPage } from '@tenure/web/page'
import '@tenure/web/page.css'
import { quietCustomers } from './quiet-customers.js'
import { sample } from './sample.js'

// The core, a store and the page, all in this browser: no server. A reload starts from the sample again.
const host = await createHost({
  storage: memory(sample),
  plugins: [use(customers), use(record), use(quietCustomers)],
  grants: 'declared',
})
const root = document.getElementById('root')
if (root !== null) openPage({ root, source: createLocalSource(host, 'ines') })
