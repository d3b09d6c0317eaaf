/**
 * RSA keys that never change, so that tests are fast and tell the same story every time. They protect nothing.
 */

/** A private key with the `kid` that tokens name it by. */
export interface FixedKey {
  readonly kid: string
  readonly jwk: JsonWebKey
}

export const fixedKeys: {
  /** Signs by default. */
  readonly main: FixedKey
  /** What the instance rotates to. */
  readonly next: FixedKey
  /** Another instance's. */
  readonly stranger: FixedKey
  /** 3072 bits. */
  readonly large: FixedKey
  /** 1024 bits. */
  readonly weak: FixedKey
  /** 2048 bits, exponent 3. */
  readonly weakExponent: FixedKey
} = {
  main: {
    kid: 'ins_main',
    jwk: {
      kty: 'RSA',
      n: 'jsL7E3y8fIDHt1NLt7O5KpC8OZ4a7Auhy1TEeaDNARlmnNC0B71x51QdJkjPsWhLziPuQaYg0YlB48fODeUd6ANBb3MM1YflBuaym4cRSKiZa5hSPTl3Sz0W3mxPvAltFnb8vk89aRRiD-BqiapnU_IynoPzK4G9j4leB981-7VP6kPdrkygBmbZXfb89DRsKcKrQ7_XTN3uE20gXA-EFjDGdq07Em9uJVmfojUQVZtzoA-TqTkeF_mKIKilFijhU2zfgt2cNdCquxxU_pejoX5Xx_r1qudw3z-n7vRuHLjNkd1uefKFN1mxTbwUs62u79xKtvDzilYtDMgpynp0VQ',
      e: 'AQAB',
      d: 'BxRgQx0ic8InJU46KQf-nL_Etc7DYwVIpr6zZ5yzzeQmlIw9AU1BwskHEQj3U8LqT3S0sgi9A-ccn2EfNM0x6HmQ2ygHcOdmUitKnC_ciY_i29UX7vVUlySWZ71TTu3gvQZ1jjJ7xyQ9oK_uWJlcumr-W6ILgxLSBbY4NYe6M5s9PyNhmzYV97zrblpDt3XK97rcjwtdzslquEMU8TCVRzWxl5i8g6JsCl12lSYPs92GXBL8NpR-n5XARih_AO7Dkh1qvjkL5hJlL-d1_tfeCPTMfrFs9Y92jul9phD3R3WErt6V1PgG9b2SQRqIEW3NSreyhoExy2VRLqUs_wiBWQ',
      p: 'wM-Wgts9n9mKziwpojy05CWLX_MpKJ576FrJm1z0oSuiXL0ihk8PY9uICJDWaK-_LG1G0a93szY2U3J6V5t_D2rx-QG2iUieS7B0XAetyP48Gns1_pvsxAhvOk822qmFyEzSym8oewThfXIz5uKCJuz4L8oeXTqUDlIaMcJPN4c',
      q: 'vYxe14xZG8Ii2A1G9_Y8s4jgd7-AZv02lKJIrrkJrYbqWi8yedCI3kXrWg1hbGtRJ2g9yUGx4kouWdGQ_N1M_XogFzZWpBbDhcXCww_5EOxyzfXQfiYapWe-5bQDu25pC4pqhsZtulfr_mYamPJDa50LE6mTZAKiaMZ3fSKstEM',
      dp: 'cCoTB-rcrZoTCp9cVPn1zWcd7mJ5hhy0PlZaRBxOX1gP6t1IMVPawx-ZwknnwRzEHOcxNJhcDRAziFXnYAGgZ-qx-0aI1tI87BEpj8QT0AI-GrWkkopIsT2q3wPoCEpn_j7avVLu_Km5N43xLZaFWnmuY7az9U43hSE0BdBg3w8',
      dq: 'gUP3chw-sNWGmb0ERxpgbzfLjR7GXHYXAOpjkvSSCwtVS0egrr5ueNdKF9HEPQI7CBro-BWbUG2yioKG1Eu_s6XTuMDP-Xukv9gMaKa9_rKh4J_hHgayaVcFMvW_DdXQQZSV7W_paQmI4aeUP_YH0J367d_Zqny5cabX2jkJeq0',
      qi: 'A4PIr5cWNN-MRlggZ-n4xHapId09OAdvijtTSfP75BU-jBJDQTUFspLOQYzTVCVPFhzsuSh1Ys_aKqV0-HUNMbQVISUt9qIfZ4-J4TdwgqJbnxcIxNMz-REh0cxW-LGLldgxKPGo4JyL-K928qW8WoeAJG0FT6tFcmvqmQsmxKY',
    },
  },
  next: {
    kid: 'ins_next',
    jwk: {
      kty: 'RSA',
      n: 'n3-lGNg5m-stFeorOJs6s4btcEtPDb8f5bgWXMa_0tp8WjESd02lCZQyGVyWVeFD8OktayqHhuZuZ2LKHPDwsLiPUv1iPY3xhjhtCG1--KOoiMGaIGbONalGrX4iBzFp458_Nt-4mFippDJ7KBjr5ZNxI-D-Tx68vKlxRzTNmmbiMWIoJGe8rmXD6NDd8j5xhk1t4cJ1zwwpuJXrjW5o_4JvD6a55eiZNZHkZ042xuqD6V_-UtWjPnIGEQZKeFmvVHcFwUxckq8ZsIrDXz9eOgiM9xCVbOFbaC5x9ctz40H_9CfYs0N8dtVKGiC2R57HK9OjHrV7xXBsxe-NiWuQKw',
      e: 'AQAB',
      d: 'POu8W6j7GBrTtbMjnxNrcHbw6htZrp55yHxvzi_7xMW_CZQEwZzelLIOELHUmijYkoP93Rj5ewU41jRdjoBY7qcP11sA0xIMVn_m5XktLjsUfGe2PvoFeWmWnV24EZdGIrMIqiT5lPcIlLbTY5VhROb0KAggGoha_pSZt-DrRzW6e_2obi_5wgCDUtJ_zfV-LKpK5WbJ6D8ThmvNrlRQKsgr3yuwHeBSeh2wx7ApHR4ZslHQ-ClzqTotOvxfbbQvyOAseeNYX9Wj5ClKnKsvDT1nEOw0PIpRwLdkw3IhBvmNGybyEqE5bl12SPTi5PQK81ERFnL8C8fF_g4saDVBAQ',
      p: 'zdL3GaLthhQLZ2tdP6D1P6y0gOda7-7zhSnxk7nL9tYYfFcVmsh34iL6qVFRnldMtFwDzPgwQtHEC-FEoVNO599AkFtZ3UyWAp-zkh7tD-N4murEE6w5S5uObPeU2pxWuH6BWwG0Mu8VrZt24-Gpz228IT3qUMmYdUCvaF5zSdE',
      q: 'xmGbhyTbvNdyHXVK2Plxpqj-i3UcLZtHkPJ2pfA_37jAMfiNCb7GiSY5hc9e2O8srB8zakb8TqSp0gtVETFHBVca6fbDGlzx3Mt9dB19oUtjzZNXqau5_yjmpuBcrc0mzIZhjJFfYj4gRPf2hnRy9tlghflL620Jcm3j_voG_Ts',
      dp: 'ZRUo2eRUdra9awslfqxUBfORqoT0-kUGP-37gKuM6ir3V4mFSMEPb3XyWNlhFjyVpTZTf4ScXxSaDaOSixBY_jN8h-j1V2PXgG5iSG77ygPTJXIK3gaFFQbOieGFr198j5tBeCp8D0-v-9UQLJaVSRQBgunfe9GmGF-uRbmtMSE',
      dq: 'I4yaMj2Iou54pI7AOuF4XEUsWBFEW2fYC0FnwZSr3Ytd5ZaEr5pgOXOAG1ptxLIXb0CoFgNiczVOuTUOqWYLNAnH6OUvUSoWrVpJwOUH_j9kQxKEQwNi8TaDHqRV908sBLqQAICMdy5q2fEVXELB1zpc8aUa1bVUXA0VLjvfxME',
      qi: 'ejxdOFV7Bg6QIKAKvCamWBfBOBM9FAzjugbELU-I-sMtYGVWLKel3ZgyH7RPKOuR6vWGqsrRgcDGvNZIoK2nbNm_X506WvVXC83RytOLAu1eLiSWTl7I3TUy3XUpVwKSRVsxiQqrPNG0i4FuRcJZXRnvy2l5fXC-wHxnbwqe3dw',
    },
  },
  stranger: {
    kid: 'ins_stranger',
    jwk: {
      kty: 'RSA',
      n: 'rnp_1i8Bbe7GhZESLBn_SdxSqSH5Ooiy0D6yCmlqkK7nx0w69k7pBzgAkZFFi6lHMxvxmcrJKqrCSTPRkAzBqOydRlA2Uelaq8t1yacS8xvIckJkDAw5BcmbONLYGkkUdFqUELf6YntlP0-54KLs8pOvlQBRS1ekN7n7ImaiN4v5kpcTyww5Y9ef4oElBGKuB_di07petLRPAuQvKPZg9T6hMGE9n0i4D0vyDg9U3-mtMvP09lEXcdnankvzGeKYHcHJn162rREHZNzPfr4i7Uqm7tESbufq3eEEL0glnqGSYk2cHXrrwqv_2PV2Pdz1zrLSwnFaJOoV2TuB7RrFkQ',
      e: 'AQAB',
      d: 'DeT9dy4JHBsOviY-Xzq2xMgB4Swub8XhD4penUuly93R4WIls-W20vdXvD_oXOXfIKfSBqBKgtZUYIX641DQv0YQhD_xA3bk3Jd4StW-QZPt04OL-hWjGN3kOZM42GcHdPidn_M2wk73UiJkOAphejPeoKwEzU4uaq2p3SR1OJ0QUywjyb_gOIhvPymVJUzcS0UrgNPN9Y8kxmGMkFgSa8IsCcZUpiIHBgp_T7BJOGuTdg26nZXdLr2dfZ54ImFXmVuq4nepjWjHrqDqkegqp5oXiKpLATPDwpHAl-5Bmk1G6l8AdPuISVIMCvyM5xZN4FL1svXxzTWziNxehX3t0Q',
      p: '3FdPIKWnPFzvSr1BmOLar7dR_8FOTpcktPUq6K_1JbqkOVyUZRa2zkms1P_SB27H-OtQ6CoNwlDw_rqfBVCVQcgu-3uMApiNlstjT4EAmDkH93GxSoS_ye1_gPduYb7RMTyweIY-tsbkgHjIWP0DQpPQjOr_f4KnxGj6wTDfD60',
      q: 'yrcdCBi05RHc6hXz2IKOC_HnniFRlekFjemB_zS-MH6050QPohzR0dTZ3Ca8ZkbC2CeY0H-F25klFTgYXSQGKhq_YZUOZfAAtobnXZ1d9jyJwSjDlIiONO-Fm0TbTwGRPU65G1nSu6MgdZBQ1EhLy7mXkPGCMyoO4CahnGUYefU',
      dp: 'Wzd913sch53FpoBA9sT7WYEf3iwtedWSaaORVvD5INxqfiC4gjzsAux3M1qQnWkcOg1Y2jQGrCoMCrhBetbIY4o3AP89kBmNjB65B0HVeC8sACE-DyZzq2m5vi8wsCBpw-Nm_w48Sjh-gjz-W_Cqd9ZvoNbsXOI_B82Z-X586aU',
      dq: 'Ghc1Wlxrs-v3pf1LVDuBctIgwH6DVKsYNuqt-53bOLymJfnhlTjmXH5rx-UIbJWA8HcwOO2g2eG9Hx0ILby8OmEU7sdTghVA0j1MvATMGiwygrTvb0egHfoSFSjonSOTgPOH6ZhHAjV9sQPxE1F2x_LMKjCbVGB-Z6UxOcLdQp0',
      qi: 'bfHTaiRj7hkbmcxFVvLHXs6160tGvsdi6G_faRWAg6NaI7KUC2iNQgdEQ1g4bwfqohVEwOZESxrI3I0NaKlvGT07ODhbLGIBWopY7l3vzW4ikjxLvxQRUDo_6IWUknFc80mDtuVH-dGEtsWJvmJiYv6iL1vAmwuABgCDr3kd-Rc',
    },
  },
  large: {
    kid: 'ins_large',
    jwk: {
      kty: 'RSA',
      n: '0OlZz95GSdFU7TbfJ1epUi6YytzJfLc_gZ3HVv97e06c--_M61zRU29HJP-erhzwdsZJnNzUagSFvppTDwRvXwHwI545BRmbYw7W1Wun5yeOQNsv1zA_HEAYheu5teiB_JLoKSw2CZuZV_ucgEdnbpy_saDcy0hp7SMEdi5dyI8MowPF7Uo_ZarnE3dU1bfTpuNTItCRBn0JcXzg3-OG3ijMBY60weyFPBxK7eZmZAT8vrGxh26AK6uRQZAXQd3jnzNib8mlwV7Hqve2ns9FueEuxXvxQ8pltsd94kQB2ThauiquSEImpAp9NAzC6Xur09PrbKp1s0kdfgmLczq7wf68UWa9eSkbkVCor9KjTAJZbI27FddVd725YqTA04k9VqATmXijqooNkdsOir4MQX8LLH1juQQJXplz0ze0MGhtgZCLnzC5Q6C9l51JAQNny0oRcuhvBfkWlPftJau4P1uEYpI7O7mo80bktFleGwH8B-67vJxFqhiNzCmB9FVn',
      e: 'AQAB',
      d: 'HT8-Apr0rirvP9J5xVFBdC7v1x632ozxCB1lpelYiTfFRIQa5Sx2Zb7jb-uVdHy6sXYrIhnMZxdA_iEu1aBiUyO7UdE53FvsZB7UtsY-mF7yTGQjO3YWr8bNaBpLQotNf2W1uOXmnsu42RdxnofglBy_vYduwcregYNwgXcWTBiyxTOnBwRpAbu-Y_xF1THKIMgcgHhAhW8F3myEMvPwkrOVdIW5CpkpQfQYDVw_I2uLUssftn0i1npLeKlKiD8e-Ovfnl327mywmwx0eCDzoC4OYro52LygPPMNpkQQxc22bGpSmmxrcvBEisVgQiaJ7XhBLjDXudg8jEN0FeSFtdEjhPRRRFA38_ODxZcsumrbyp7yzdmDgxZZugm5IrPCXTjNWb4VkBOqDory5cJtyc_R6Kme2Hwei2AZw5dGLLlnjYPCtPlyPM3ojJjyMGoMOixSiEZIcXvJig6szw-Kz6SR2f1DkSyegCKZt5r2HqBwikEZzox32H8KEYXENPXB',
      p: '9tVWC1ZYjZWJaCjbthYSGDxuqQE1kTKy3np7s9dUbVcGK_cBgUiGavzO_B5f8bT1oMELWwFUYP23zqMphs7QutnGXWqJkYx8dfy89SPfxAQpJPnmbK0M7lWXFHeTCa896_9DnE0GTyl3WWWG20uwMJP6SicWQ2RpoDbRFIVdAEDvDTJ9MRAv2f644SVz2Z3MxpiUwSJ3G9yo3NPEsmX1hhcSBel1xryNnhAkeT3CWAXlRVYetJu892TqgDTGvNvH',
      q: '2Kt9MW3voubuFAPMaWUyJiF0yDn8GKUCLpC81hEvnYg0jGUzRYJ125cHOXfUoCRZLJ-RAq0767ND2qXZgF5QIoxbGEpEIERcP8ExQgInWQSEORqHfWDSTLIw2_1ENbIDLw2O4Ovn9k9sY8plNOubJUUHjSptNXpfx1oJvUzsdp5K5OMWI3US2bX1WkQxMTY1z9wS2IjCbtyk6eJlnl8D9ASmMCcKMe9qf1fKdxP4kyxTn2v_HcIFz6rG97JjXHlh',
      dp: 'YcI0heD4yXqEJUCpZABxwi-NFFpqQMt3lC2meJ-7zGI_C4KUkgOLWSwvPiM5lJ06-yP5v11TceaKuchdVgrrGFXP_oeHXKHrWT90BxLiONv8_6wJ2tje2jYD1BNXpOpG-ATtXiYTbZ7aqglP0-KyMUsqQdwhMSe_vbh4LkxzfPo6s1tfweLLUOdVibYvn-yjgbRElgl0axCFwJAOwykmiKjydmz0PHXJEOULzQjsw7fyCfgFyTo1KTZKueQtIfdZ',
      dq: 'dH1GsuObWib0S1h7dxLMMon8QoZCTnGwyZ5RmHnm8rg_IFhsh2uLuALsBG6zp2HDe-VSTnEa7S8VRSGz3XtXdCun8lhDZmG6gyB4PjfwNcDi4dysibEbf9axxCTXnlLVuV99uNm8fcXXzZMMdLZTVGdXlwL_cigYBJMY92i7HU8fjw20Yl3YQ6q7fct58y5lIhr9GuP0PSxtkb2ByvLkqjYxr2Pd7Fj_FfX6Sak4FNBZKTYkFDizbSIxFQ0YtKgh',
      qi: 'r5crsGE51USexbrm9Qy4S-SANunMWoDAY2SiZZ27CsF6kv11kGwCaB89r4U92YVj3AebV9IM3xuwqpEIx3jHA-zc5sUXnGgZjml0ON0b2sgFkUu-MY54sP4x4MIG7pbuXxsCUiK3vlckkd7H9sIA016ns53mq59YJ790FtFe1PzkXlqV9IyYFO6-Jlc3F82ksxwlBuD0qu3gXztX7Ok-0hjESl70RzgxI3QuxLj_LwF7cbda8LVRX5gg2xYVo_BB',
    },
  },
  weak: {
    kid: 'ins_weak',
    jwk: {
      kty: 'RSA',
      n: 'vsemHMmt9fc2jphfjyW4NIA44Ip4KqKxWE709IcPl5mG9IJOVLK40G40Z6BiAp8lN-GCz90FUoJdnEGuQj9vLHz3RpbTah-ex5_3FKTY7uF7rGG6yYpedoMFnVsOJmqola6YtLglFBZS1UCuqoUDd8sA-D4V6seFSb6xI8EPKxU',
      e: 'AQAB',
      d: 'czKw7k8luREmo2IEybY4DZOjRIq4Vt5Ygf9jUEhBtQPihsAsNl6Y1FrHUA97PyQD4ENOrt9B-Hl5twG-DIirQsGMuGEewdg7_OTu8E639L14LJV4tU9o7RVWICQ5V8OU0Hphesz_74E1xH71VX23F33ULzpjuw_CASENw41VYh0',
      p: '6OC2MD5OFYhJaST_orLsXaeoI0-sr3oF1KtA4MZ21UV6SFc3cVHR2IUZOtuvaYTQnKVf-7nUFAvvMwcZDxp1yw',
      q: '0bjkf95-p11ar8RnqMbY1qo-2xPipvUMrJk3zWQuoT29ynmHldISV_TPOYT8rdcnpo4Si-ttWC6pphj00O_Gnw',
      dp: 'DRG_Z8m3XCH_7LS03A6qkT79gq3QBTEV7q-Fvpekx6dUi4bJh8SNwFcH6XO2zncztfbaAiiVrGJXFEgLsftMLQ',
      dq: 'XCsHsPKVcvRiIJEOhWwua9kSGrHYkEttsIT9szRuEcrSmCNk5QEXsrQSRlMdwUCnWllh6UAkI_cN88NQBGr8PQ',
      qi: 'vJpya7lJ9Rxg5Po8QmvqgJ5_v0YKLVxXnyFHzwlYf5Uk1qNKjktIlehFELItkbgg2fDcV7PDB1IiVRjI5wcqeA',
    },
  },
  weakExponent: {
    kid: 'ins_weakExponent',
    jwk: {
      kty: 'RSA',
      n: 'sE_A4yCXU2yNvRvhiGpgloO-SysYu6WTuYnawXOULZB53vAQlCRfh-riX_cDT3ighcAc377nCZwJBHS3UJpVAN2Sp6qzZIVhbZ7spXJq3KCZMhuo-gUz-yNv4WZ9X28Zrf5IATl2cnnVqvuJsd2BIei-RCEitt2wXI_F23l-uv-yelETBxvti8o3DSKuiboo5KJ-bQQX3pfxb9WQHJZbU6Zto4e8p8o4FVG1Ks-HU_hEXATx2zhYqFhlZwI3GUWgDYnJfV1lJkXb1oXHSeN4KOKJyU84NH0iW7hoAEAFxQaSZUkY4gIsbIhnOfmFoOGE7P1b5U9i1XpJ_3hhwrZRPQ',
      e: 'Aw',
      d: 'dYqAl2sPjPMJKL1BBZxAZFfUMhy7J8O30QaR1k0Nc7WmlKALDW2VBUdBlU9XilBrA9VolSnvW71bWE3PixGOAJO3GnHM7a5A879IbkxHPcBmIWfF_AN3_MJKlkRTlPS7yVQwAND5oaaOcf0GdpOra_B-2BYXJJPK6F_ZPPup0f6xCqIaiAXs7L9KC8LiqPR8VtasqRT9frZ1ukDFXbOBsjN-bjMgLRxHNtYmOcPJpPODKUUEm33undoHVK17lqlRLu1SWBex2vPWEysmNSNWH-_AX24oIh1QbQ-H_1szThhloSb8ydz1mp71t2FaVrA1iG0ifUNXJaVEEn6mcgUzUw',
      p: '1g1FbewylhXudLcm202K55yiWSUOp3X6A3ggM22WS63pmBxkRv-PsoRb4FtcJXzK6aaukGH-KPPkYhqtxkyMVPd9U8hkjV4IxIJXLxp5kry1Ov4eQQQl_voEi_VpcvAqPOKgV_FT0m0iJmH3NzdwBJ6y3t01gq2tJ58Lcti-q-M',
      q: '0t0YfU7gdBK800RXfz7AhsW-IkpV9CqMPWBUNKJyzRpvl-HWxWSQGr60m3jNs1_AFfdu2o_9Sces-E1QN2q7UU-oejDVTP_PVjdt3t-05DxFrjwLuv0rKr4ckAvNxd-3vRDuRcHi6Zd30ETwRudpMAGmyUw03W9VPESu9T7v2F8',
      dp: 'jrODnp13DrlJoyTEkjOx773BkMNfGk6mrPrAIkkO3R6bur2YL1UKdwLn6ueSw6iHRm8fCuv-xfftlrxz2YhdjfpTjTBDCOlbLaw6H2b7tyh40f6-1gLD_1FYXU5GTKAcKJcVj_Y34Z4WxEFPeiT1WGnMlJN5AckeGmoHoeXUcpc',
      dq: 'jJNlqN9ATWHTN4Lk_38rBIPUFtw5TXGy05WNeGxMiLxKZUE52O21ZynNvPszzOqADqT0kbVThoUd-t41ekcni4pwUXXjiKqKOXpJPz_N7X2DyX1dJ1NyHH69tV0z2T_P02Ce2Svsm7pP4C31hJpGIAEZ24gjPko40th0o39KkD8',
      qi: 'EZYgt9XAaOZO1tlZ7HD3lcAsjzSFeYBoBHVGzQqJ9gYNQOh46OXEpvYUCIJbJ_RuBMMKbxQUBp_Q2AfXc1S_SR-MY19cRpND0z21DnV_qMTYW2xBIz8Vy588OxwUZVE8DOwWHrLoBXfnbFgzm-9tzfSAnAbIAMFLgV289j7anU4',
    },
  },
}

/** The public half of `main`, as the provider shows it. */
export const mainPem: string = [
  '-----BEGIN PUBLIC KEY-----',
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjsL7E3y8fIDHt1NLt7O5',
  'KpC8OZ4a7Auhy1TEeaDNARlmnNC0B71x51QdJkjPsWhLziPuQaYg0YlB48fODeUd',
  '6ANBb3MM1YflBuaym4cRSKiZa5hSPTl3Sz0W3mxPvAltFnb8vk89aRRiD+Bqiapn',
  'U/IynoPzK4G9j4leB981+7VP6kPdrkygBmbZXfb89DRsKcKrQ7/XTN3uE20gXA+E',
  'FjDGdq07Em9uJVmfojUQVZtzoA+TqTkeF/mKIKilFijhU2zfgt2cNdCquxxU/pej',
  'oX5Xx/r1qudw3z+n7vRuHLjNkd1uefKFN1mxTbwUs62u79xKtvDzilYtDMgpynp0',
  'VQIDAQAB',
  '-----END PUBLIC KEY-----',
].join('\n')
/** The public half of `large`. */
export const largePem: string = [
  '-----BEGIN PUBLIC KEY-----',
  'MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEA0OlZz95GSdFU7TbfJ1ep',
  'Ui6YytzJfLc/gZ3HVv97e06c++/M61zRU29HJP+erhzwdsZJnNzUagSFvppTDwRv',
  'XwHwI545BRmbYw7W1Wun5yeOQNsv1zA/HEAYheu5teiB/JLoKSw2CZuZV/ucgEdn',
  'bpy/saDcy0hp7SMEdi5dyI8MowPF7Uo/ZarnE3dU1bfTpuNTItCRBn0JcXzg3+OG',
  '3ijMBY60weyFPBxK7eZmZAT8vrGxh26AK6uRQZAXQd3jnzNib8mlwV7Hqve2ns9F',
  'ueEuxXvxQ8pltsd94kQB2ThauiquSEImpAp9NAzC6Xur09PrbKp1s0kdfgmLczq7',
  'wf68UWa9eSkbkVCor9KjTAJZbI27FddVd725YqTA04k9VqATmXijqooNkdsOir4M',
  'QX8LLH1juQQJXplz0ze0MGhtgZCLnzC5Q6C9l51JAQNny0oRcuhvBfkWlPftJau4',
  'P1uEYpI7O7mo80bktFleGwH8B+67vJxFqhiNzCmB9FVnAgMBAAE=',
  '-----END PUBLIC KEY-----',
].join('\n')
/** The public half of `weak`. */
export const weakPem: string = [
  '-----BEGIN PUBLIC KEY-----',
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC+x6Ycya319zaOmF+PJbg0gDjg',
  'ingqorFYTvT0hw+XmYb0gk5UsrjQbjRnoGICnyU34YLP3QVSgl2cQa5CP28sfPdG',
  'ltNqH57Hn/cUpNju4XusYbrJil52gwWdWw4maqiVrpi0uCUUFlLVQK6qhQN3ywD4',
  'PhXqx4VJvrEjwQ8rFQIDAQAB',
  '-----END PUBLIC KEY-----',
].join('\n')
/** No RSA key. */
export const ecPem: string = [
  '-----BEGIN PUBLIC KEY-----',
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGgSghB/8Wlr1itWpk3ltBdHahUv1',
  '7QEII1eyyuBmofTFGSs0AgaMlOvDml7rVAKmwjWsPWLcBkr+NTXL2vNlkQ==',
  '-----END PUBLIC KEY-----',
].join('\n')
/** No RSA key. */
export const ecPublicJwk: JsonWebKey = {
  kty: 'EC',
  x: 'GgSghB_8Wlr1itWpk3ltBdHahUv17QEII1eyyuBmofQ',
  y: 'xRkrNAIGjJTrw5pe61QCpsI1rD1i3AZK_jU1y9rzZZE',
  crv: 'P-256',
}
