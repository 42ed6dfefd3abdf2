import type { Address } from '../address/address.js'
import type { useAddress } from '../address/use-address.js'
import { openTab } from '../shell/tabs.js'

/** Opens a record beside the list that is there, or beside that of the first tab. */
export function openRecord(go: ReturnType<typeof useAddress>['go'], first: string | undefined, open: NonNullable<Address['open']>): void {
  if (isBesideList()) go({ open })
  else openTab(go, first ?? '', open)
}

// A tab with a list shows any record beside it; others show none.
function isBesideList(): boolean {
  return document.querySelector('[data-opens="records"]') !== null
}
