// How each state is looked at: sizes, themes, zoom, forced colours, languages.

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

/** Each look has the picture of the target that belongs beside it, where there is one. All of one `on` and `language` share an open page. */
export const looks = [
  { name: 'wide-light', on: 'desk', language: 'en', size: desk, theme: 'light', target: 'light' },
  { name: 'wide-dark', on: 'desk', language: 'en', size: desk, theme: 'dark', target: 'dark' },
  { name: 'narrow-light', on: 'desk', language: 'en', size: { width: 1024, height: 768 }, theme: 'light' },
  { name: 'huge-light', on: 'desk', language: 'en', size: { width: 3840, height: 2160 }, theme: 'light' },
  // A window of 1440 px at 200 % lays out like one of 720.
  { name: 'double-light', on: 'desk', language: 'en', size: { width: 720, height: 450 }, theme: 'light' },
  { name: 'forced', on: 'desk', language: 'en', size: desk, theme: 'dark', forced: true },
  { name: 'phone-light', on: 'phone', language: 'en', size: phone, theme: 'light', target: 'phone' },
  { name: 'phone-dark', on: 'phone', language: 'en', size: phone, theme: 'dark' },
  { name: 'small-light', on: 'phone', language: 'en', size: { width: 320, height: 640 }, theme: 'light' },
  { name: 'german-wide-light', on: 'desk', language: 'de', size: desk, theme: 'light' },
  { name: 'german-narrow-dark', on: 'desk', language: 'de', size: { width: 1024, height: 768 }, theme: 'dark' },
  { name: 'german-phone-light', on: 'phone', language: 'de', size: phone, theme: 'light' },
  { name: 'german-small-dark', on: 'phone', language: 'de', size: { width: 320, height: 640 }, theme: 'dark' },
]

/** A browser context for looks of this kind. */
export function contextOptions({ on, size, language }) {
  const isPhone = on === 'phone'
  return {
    viewport: size,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    reducedMotion: 'reduce',
    isMobile: isPhone,
    hasTouch: isPhone,
    deviceScaleFactor: 1,
  }
}
