import { defineTexts } from '@tenure/core/page'

/** The Summary tab in German. */
export const german = defineTexts({ id: 'tenure.summary/german', language: 'de', texts: { Summary: 'Übersicht' } })
