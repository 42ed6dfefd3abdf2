import { RecordActions, RecordSections, recordPartsContract } from '@tenure/core/page'
import { implementProvider } from '@tenure/core/plugin'
import { combineLatest, map, switchMap } from 'rxjs'
import { Everything } from './grants.js'

/** What plugins add to the preview of a record of one type: sections and actions, in order (REC-5). */
export const parts = implementProvider(recordPartsContract, {
  uses: { records: Everything, sections: RecordSections, actions: RecordActions },
  watch: ({ input, records, sections, actions }) =>
    records.watchType(input.type).pipe(
      switchMap(({ name }) =>
        combineLatest([sections, actions]).pipe(
          map(([allSections, allActions]) => ({
            sections: allSections.filter((section) => isFor(section, name)).map(({ title, block }) => ({ title, block })),
            actions: allActions.filter((action) => isFor(action, name)).map(({ types: _types, ...action }) => action),
          })),
        ),
      ),
    ),
})

function isFor({ types }: { readonly types?: readonly string[] | undefined }, type: string): boolean {
  return types === undefined || types.includes(type)
}
