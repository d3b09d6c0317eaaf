/**
 * Two signing keys that everybody knows, so that tests see the same tokens in every run. They protect nothing: never trust a token
 * that they signed outside a test or a developer's own machine.
 */

/** A private RSA key. It has a type of our own because `JsonWebKey` exists only among the types of browsers. @see RFC 7517 §4, RFC 7518 §6.3 */
export interface PrivateJwk {
  /** Key type. Only `RSA` is taken. */
  readonly kty: string
  /** Modulus, in base64url. 2048 bits. */
  readonly n: string
  /** Public exponent, in base64url. Only `AQAB` (65537) is taken. */
  readonly e: string
  /** Private exponent, in base64url. */
  readonly d: string
  /** First prime factor, in base64url. Most runtimes want it and the four below. */
  readonly p?: string
  /** Second prime factor, in base64url. */
  readonly q?: string
  /** Exponent of the first factor, in base64url. */
  readonly dp?: string
  /** Exponent of the second factor, in base64url. */
  readonly dq?: string
  /** Coefficient of the first factor, in base64url. */
  readonly qi?: string
  /** Algorithm for which the key was made. Not looked at: the emulator signs with RS256. */
  readonly alg?: string
  /** Purpose for which the key was made. Not looked at: the emulator publishes it for signatures. */
  readonly use?: string
}

/** Signs for an emulator that was given no key. */
export const DEFAULT_SIGNING_KEY: PrivateJwk = {
  kty: 'RSA',
  n: '9GbE-tVnZJLLXm_l4aXPIRSDwj2BqodyffI0qJ1iUBjx3tnEsOSuFJHfNK9mH9itWpUhgpWifAMyxVbPn8dYLL21s5gh4Oca0gjr65ZgoUYTHNdVaOz_eWzsrlV6czPsaMBTfEY3nR2cd9MSHk36N5qNSTdcz8a9p6jY8K7OiqX5d12eM9BWngKzUbLzdqfNJ9-JP8V-wRpvgu1_SMhM2sa8NFDq4c14cCIoQDp8RAN7r3beCB10dvdR_VMzDlX-xlGU6vy66MjpmIvtNNumoV1A36-nP6_WLXfkWLJY4v5agUujZ3ieEzIjFL4U9bHQxe-5plQJK6dmCiwaPR5vRw',
  e: 'AQAB',
  d: 'B0-UQuCafwdCQUSCNcNatGWe2IVYfcVDwoGVSWMYa1k_GvrA9aI_S2sVqFnxsoubwH5Z00RS6PgyYVEdC__P2dozgIqIDFYY4AGOUIg5ecKwb_W2MRCbj8uXVy37HwSFm70j7-YsrSPKDJL8gQxsYd0kHIfb3CvYxV-U7t9XNp_qSYvmsTydVXnYcJWtXlFp8WUg9SmAuVvs8Q6hCPamAbf_5-DmmPvODYbCioEiYS5O3F3OvEKSBlk9xue-oqEgpCM-fyqspONhubg3Llz7hFnsM8qrcxzkO4ru21EFEhbDl5jvS3dyUz3GiwH0qapVGeyL9vow-9IAydbth1xYuQ',
  p: '-6Fj6lXRLkocEnpl-gnUcDzl8YnfcVE-Im_RSkGRaQZ2Koft4pvOxZl4wYkpwOigdiJjxq1qDMr6mfY0w9AhW6G38YfVv_JRO3_IepNlxpHrN0MEuiD3Ojy166ilzhDVB4_ftJhD65rXXSs8cBR_5WP3iQ6Nmqim4Uu38P3gq6M',
  q: '-KU-OlTrGox1H--hQ0x863cxn3hjueZrmvq6ey-pfYjMmROcS9_5o2x3NgKakZqJbS8KqiPj7R7KnUH2cVIfZDRNx4-yPps0bIfN-2gmcKXDte0uDoWYXaa7gISi_63cscFtuBkv8t64E0iGXpT0EmmSFoA_6ruL5wT3--DO6A0',
  dp: 'hj6wI5DtLJj1KRaL2T3tTIPw2VAJGVeSoqStL8STY0jDOiWS0Fb3lYwvVHFtCTISiXQHbzONZI3V7NXhiKY9Zbl9fSpO6zzIAcpGlr6Uib_HkY_7saFsxHEnTTaIXsu0G3iyjJK_ia7uPxKWB-Wn5iXTJhfRjDV18rSGyddoSak',
  dq: '08tthiJvYN3jpqBnrPuqLKgLDNtvlxo-7nREBEpFBTlRjdK2f6r46cuqf8cYAo6wIODBJMwNih2AWROm6EAbnS8wUZyFJ-7saMYFHvFITQvl-UFeyd_iOWOcs4xHi6J9Kqyo2Pgbb7Vm9oYAbvBSNpzWY3Q6_adjNBV3ZoXHuME',
  qi: 'heyUs7AONbpcaxryfwSwvaxLao8f-WSW8ikNBZydWC7Bbc4r6wFQ7AzHpVaHqySMrblLiNxXegDm8w-nqnFwm_-QwoWH6tcPU15QK9RTGNNa5kgt6nirN61HhSbks3MdMEs7Ik0p0UlhZhYjoDBEV1qxq6fwS7xE-RWmm0_ZpMY',
}

/** Belongs to no emulator: signs the tokens that a verifier must refuse. */
export const FOREIGN_SIGNING_KEY: PrivateJwk = {
  kty: 'RSA',
  n: 'rxWtzeakAsIiT9AA_YJDNz970oZ_Hswyehz_phZi7e9c0FrclBmOXMeOfZAKQjfaFQl_2Au_5caqcQ97T7hTThUnAziG2ol4wWN40b5k5m7OGm2enN-9BPqywbYZl71AtHyS_MtANRPP6r9ntqMI1hZe-aDQXzSV2dFCbq8_7HEm49xZimyGnpmS7fRkoEwqOCZHO3vHJkPDl0SbF6ldtU0sX1qKtIbHV3lBPTg59UkYHiFsy4dD99JwjZ2bpu2qKmILodwP7RamWh3-WckC2xfbBHOMYzcofe-iEfEEOgBD_x-A1H8xlm1ndsCw1iDxzqiFIGQlR0p57E_2HEjECw',
  e: 'AQAB',
  d: 'VTfVjUrt2GPaZIOG_90XzzvIjmslU32rMfGMYzAxPcNMJyOaikE4ICOHUMk7nQhnTub9QVBSukmsqvQQnnhGn9I-11v7k0HnMyWx6FDl9pzHF2j0k0F5VIObXxq9sTQN2utpdb6OBWebwxQfrG8FPYLM_m6ODVDggRDP52TIVdHdNoCTsLljaPXb7xqDYT3vCJAmkDySm204LoLgeUEsxGtzQST-FfvngJQv17dMQ_J4GPpQ_ktOYBBVBMd4USg3ex4VvijCUmjxWF1JafhbrGTDT47n9shmZ5DJ0ivLp6hxlWICqpw_rMEfoUE0y8m7pJr05fGeHuhWq7tKlnmMXQ',
  p: '0-1HvyoY8HVBzOstexwid1c8THwHnciBMkokA-D2aCDblCMtvTtIEXJ4I5xnRU5V81x_sJyq84lCQ7vA506G7WKKB4KDyYykn1FknEcQ-g5sWBlur4oSjNHQAI9jy7yDoo0qzFEwQ3hZ6B3kQgBmR9YYdlKY_sAVNtTJs5pJtN8',
  q: '0373fbwqSVfR9DCK5ubkvu7N-DmKN3_D6TXUNWHe7TRceWqi62BsHFLV0KUQiJJFMxH4pqhrdn9nJv0G8hieZZjxSQ4dOUgnfS-2-zNld6MVIwTwgYVh5aGXtWvkDbDYTrhau3tobskbt2jv92yWYaSQQSHfQwOpw1JymVAhClU',
  dp: 'yHDW-B534g31Qzx4EsVkb91pYam5hmlakNcAw05ln8zcAXtYSm8kVaQfrwbBwhI6RueIueEj6x06OFf_NobWJPWbOUkfHmTQWwMflpO8odU8cgLz5kFAFEJpae405ECTfA3qmb58WIQe_OQwvKAmHPGIx3iNzfyc0_RkJWPbLJ8',
  dq: 'C8nm9642WTI49LiD9YznMTFUb8KdTqyjeetTMcqLx4MEqIvmGuKcBBQl8ORSgJpOmyMkTf3TR56gXE78RSBUK-uTf3P28wtvkA3J0ES0IjAH7JTI5x9NLqSMNUOXSaAS3ohuHkcpsgsprVZ_EbaOx1CJ7ed6b1zT6Jw-4QbTYKU',
  qi: 'IwRbwc6rVN3IXnGfp_fILZDqLz8OdMkUuSzVfFSBLzmcJ0Sjp2OjzUSDRR_eA7ppWDeEYqF-6rwdiwIxOAGGZL7CWjIxHEeM95AjnWbgPTwU7ktUr2Gpu1Yk-N3vucGjCV4FiVFWg8_pae-4TGQmOyehr5SMAeKdqe7_LdwKpnA',
}
