/** What the page's example of next-intl imports. */
export const AppConfig = { locales: ['en', 'de'], localePrefix: 'as-needed', defaultLocale: 'en' } as const
