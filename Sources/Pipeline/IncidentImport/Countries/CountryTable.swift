// Written by scripts/country-table.py from gmt-dcw (LGPL-3+) and iso-codes (LGPL-2.1+); do not edit.

/// Names, codes and land of all countries.
enum CountryTable {
    /// Cells to a degree.
    static let cellsPerDegree = 2

    /// A country a line: alpha-2, alpha-3, numeric code, whose land is meant, then folded names; a blank goes on with it.
    static let names = """
        AD AND 020 AD:andorra,principality of andorra,principado de andorra,andorre,principaute d andorre
        AE ARE 784 AE:united arab emirates,emiratos arabes unidos,emirats arabes unis,emirados arabes
         unidos,uae,emirates
        AF AFG 004 AF:afghanistan,islamic republic of afghanistan,afganistan,republica islamica de afganistan,republique
         islamique d afghanistan,afeganistao,republica islamica do afeganistao
        AG ATG 028 AG:antigua and barbuda,antigua y barbuda,antigua et barbuda,antigua e barbuda
        AI AIA 660 AI:anguilla,anguila
        AL ALB 008 AL:albania,republic of albania,republica de albania,albanie,republique d albanie,republica da albania
        AM ARM 051 AM:armenia,republic of armenia,republica de armenia,armenie,republique d armenie,republica da armenia
        AO AGO 024 AO:angola,republic of angola,republica de angola,republique d angola
        AQ ATA 010 AQ:antarctica,antartida,antarctique
        AR ARG 032 AR:argentina,argentine republic,republica argentina,argentine,republique d argentine
        AS ASM 016 AS:american samoa,samoa estadounidense,samoa americaines,samoa americana
        AT AUT 040 AT:austria,republic of austria,republica de austria,autriche,republique d autriche,republica da
         austria
        AU AUS 036 AU:australia,australie
        AW ABW 533 AW:aruba
        AX ALA 248 AX:aland islands,islas aland,aland iles,ilhas alanda,iles aland,aland
        AZ AZE 031 AZ:azerbaijan,republic of azerbaijan,azerbaiyan,republica de azerbaiyan,azerbaidjan,republique d
         azerbaidjan,azerbaijao,republica do azerbaijao
        BA BIH 070 BA:bosnia and herzegovina,republic of bosnia and herzegovina,bosnia y herzegovina,republica de bosnia
         y hercegovina,bosnie herzegovine,republique de bosnie et herzegovine,bosnia e herzegovina,republica da bosnia
         herzegovina,bosnia,bosnia herzegovina
        BB BRB 052 BB:barbados,barbade
        BD BGD 050 BD:bangladesh,people s republic of bangladesh,banglades,republica popular de banglades,republique
         populaire du bengladesh,bangladeche,republica popular do bangladeche
        BE BEL 056 BE:belgium,kingdom of belgium,belgica,reino de belgica,belgique,royaume de belgique,reino da belgica
        BF BFA 854 BF:burkina faso,burquina faso
        BG BGR 100 BG:bulgaria,republic of bulgaria,republica de bulgaria,bulgarie,republique de bulgarie,republica da
         bulgaria
        BH BHR 048 BH:bahrain,kingdom of bahrain,barein,reino de barein,bahrein,royaume de bahrein,barem,reino do barem
        BI BDI 108 BI:burundi,republic of burundi,republica de burundi,republique du burundi,republica do burundi
        BJ BEN 204 BJ:benin,republic of benin,republica de benin,republique du benin,benim,republica do benim
        BL BLM 652 BL:saint barthelemy,san bartolome
        BM BMU 060 BM:bermuda,islas bermudas,bermudes,bermudas
        BN BRN 096 BN:brunei darussalam,brunei
        BO BOL 068 BO:bolivia plurinational state of,bolivia,plurinational state of bolivia,bolivia estado plurinacional
         de,estado plurinacional de bolivia,bolivie etat plurinational de,bolivie,etat plurinational de bolivie,bolivia
         estado plurinacional da,estado plurinacional da bolivia
        BQ BES 535 BQ:bonaire sint eustatius and saba,islas bes caribe neerlandes,bonaire saint eustache et saba,bonaire
         santo eustaquio e saba,sint eustatius and saba bonaire,saint eustache et saba bonaire,santo eustaquio e saba
         bonaire,bonaire,caribbean netherlands
        BR BRA 076 BR:brazil,federative republic of brazil,brasil,republica federativa de brasil,bresil,republique
         federale du bresil,republica federativa do brasil
        BS BHS 044 BS:bahamas,commonwealth of the bahamas,commonwealth de las bahamas,commonwealth des
         bahamas,comunidade das bahamas
        BT BTN 064 BT:bhutan,kingdom of bhutan,butan,reino de butan,bhoutan,royaume du bouthan,butao,reino do butao
        BV BVT 074 BV:bouvet island,isla bouvet,ile bouvet,ilha bouvet
        BW BWA 072 BW:botswana,republic of botswana,botsuana,republica de botsuana,republique du botswana,republica do
         botsuana
        BY BLR 112 BY:belarus,republic of belarus,bielorrusia,republica de bielorrusia,republique du
         belarus,bielorussia,republica da bielorussia
        BZ BLZ 084 BZ:belize,belice
        CA CAN 124 CA:canada
        CC CCK 166 CC:cocos keeling islands,islas cocos keeling,cocos keeling iles,ilhas cocos,iles cocos keeling,cocos
         keeling
        CD COD 180 CD:congo the democratic republic of the,congo republica democratica del,republique democratique du
         congo,congo republica democratica do,the democratic republic of the congo,republica democratica del
         congo,republica democratica do congo,democratic republic of congo,congo democratic republic,dr congo,drc,congo
         kinshasa,zaire,democratic republic congo,congo dem rep,democratic republic of the congo
        CF CAF 140 CF:central african republic,republica centroafricana,republique centrafricaine,republica centro
         africana
        CG COG 178 CG:congo,republic of the congo,republica del congo,republique du congo,republica do congo,republic of
         congo,congo brazzaville,congo republic,congo rep
        CH CHE 756 CH:switzerland,swiss confederation,suiza,confederacion suiza,suisse,confederation
         helvetique,suica,confederacao suica
        CI CIV 384 CI:cote d ivoire,republic of cote d ivoire,costa de marfil,republica de costa de marfil,republique de
         cote d ivoire,costa do marfim,republica da costa do marfim,ivory coast
        CK COK 184 CK:cook islands,islas cook,iles cook,ilhas cook
        CL CHL 152 CL:chile,republic of chile,republica de chile,chili,republique du chili,republica do chile
        CM CMR 120 CM:cameroon,republic of cameroon,camerun,republica del camerun,cameroun,republique du
         cameroun,camaroes,republica dos camaroes
        CN CHN 156 CN:china,people s republic of china,republica popular china,chine,republique populaire de
         chine,republica popular da china
        CO COL 170 CO:colombia,republic of colombia,republica de colombia,colombie,republique de colombie,republica da
         colombia
        CR CRI 188 CR:costa rica,republic of costa rica,republica de costa rica,republique du costa rica,republica da
         costa rica
        CU CUB 192 CU:cuba,republic of cuba,republica de cuba,republique de cuba
        CV CPV 132 CV:cabo verde,republic of cabo verde,republica de cabo verde,cap vert,republique du cap vert,cape
         verde
        CW CUW 531 CW:curacao,curazao
        CX CXR 162 CX:christmas island,isla de navidad,christmas ile,ilha natal,ile christmas,christmas
        CY CYP 196 CY:cyprus,republic of cyprus,chipre,republica de chipre,chypre,republique de chypre
        CZ CZE 203 CZ:czechia,czech republic,chequia,republica checa,tchequie,republique tcheque
        DE DEU 276 DE:germany,federal republic of germany,alemania,republica federal de alemania,allemagne,republique
         federale d allemagne,alemanha,republica federal da alemanha
        DJ DJI 262 DJ:djibouti,republic of djibouti,yibuti,republica de yibuti,republique de djibouti,republica do
         djibouti
        DK DNK 208 DK:denmark,kingdom of denmark,dinamarca,reino de dinamarca,danemark,royaume du danemark,reino da
         dinamarca
        DM DMA 212 DM:dominica,commonwealth of dominica,commonwealth de dominica,dominique,commonwealth de la
         dominique,comunidade da dominica
        DO DOM 214 DO:dominican republic,republica dominicana,republique dominicaine,dominican rep
        DZ DZA 012 DZ:algeria,people s democratic republic of algeria,republica democratica popular de
         argelia,algerie,republique algerienne democratique et populaire,argelia,republica democratica e popular da
         argelia
        EC ECU 218 EC:ecuador,republic of ecuador,republica del ecuador,equateur,republique d equateur,equador,republica
         do equador
        EE EST 233 EE:estonia,republic of estonia,republica de estonia,estonie,republique d estonie,republica da estonia
        EG EGY 818 EG:egypt,arab republic of egypt,egipto,republica arabe de egipto,egypte,republique arabe d
         egypte,egito,republica arabe do egito
        EH ESH 732 EH:western sahara,sahara occidental,saara ocidental
        ER ERI 232 ER:eritrea,the state of eritrea,estado de eritrea,erythree,l etat d erythree,eritreia,estados da
         eritreia
        ES ESP 724 ES:spain,kingdom of spain,espana,reino de espana,espagne,royaume d espagne,espanha,reino de espanha
        ET ETH 231 ET:ethiopia,federal democratic republic of ethiopia,etiopia,republica federal democratica de
         etiopia,ethiopie,republique federale democratique d ethiopie,republica democratica federal da etiopia
        FI FIN 246 FI:finland,republic of finland,finlandia,republica de finlandia,finlande,republique de
         finlande,republica da finlandia
        FJ FJI 242 FJ:fiji,republic of fiji,fiyi,republica de fiyi,fidji,republique des fidji,republica das fiji
        FK FLK 238 FK:falkland islands malvinas,islas falkland malvinas,malouines iles falkland,ilhas falkland
         malvinas,iles falkland malouines,malouines,falkland islands,malvinas
        FM FSM 583 FM:micronesia federated states of,federated states of micronesia,micronesia estados federados
         de,estados federados de micronesia,micronesie etats federes de,etats federes de micronesie,micronesia estados
         federados da,estados federados da micronesia,micronesia,micronesie
        FO FRO 234 FO:faroe islands,islas feroe,iles feroe,ilhas faroe
        FR FRA 250 FR:france,french republic,francia,republica francesa,republique francaise,franca
        GA GAB 266 GA:gabon,gabonese republic,republica gabonesa,republique gabonaise,gabao
        GB GBR 826 GB:united kingdom,united kingdom of great britain and northern ireland,reino unido,reino unido de
         gran bretana e irlanda del norte,royaume uni,royaume uni de grande bretagne et d irlande du nord,reino unido da
         gra bretanha e irlanda do norte,uk,great britain,britain,england,scotland,wales,northern ireland
        GD GRD 308 GD:grenada,granada,grenade
        GE GEO 268 GE:georgia,georgie
        GF GUF 254 GF:french guiana,guayana francesa,guyane francaise,guiana francesa
        GG GGY 831 GG:guernsey,guernesey
        GH GHA 288 GH:ghana,republic of ghana,republica de ghana,republique du ghana,gana,republica do gana
        GI GIB 292 GI:gibraltar
        GL GRL 304 GL:greenland,groenlandia,groenland,gronelandia
        GM GMB 270 GM:gambia,republic of the gambia,republica de gambia,gambie,republique de gambie,republica da
         gambia,the gambia
        GN GIN 324 GN:guinea,republic of guinea,republica de guinea,guinee,republique de guinee,guine,republica da guine
        GP GLP 312 GP:guadeloupe,guadalupe
        GQ GNQ 226 GQ:equatorial guinea,republic of equatorial guinea,guinea ecuatorial,republica de guinea
         ecuatorial,guinee equatoriale,republique de guinee equatoriale,guine equatorial,republica da guine equatorial
        GR GRC 300 GR:greece,hellenic republic,grecia,republica helenica,grece,republique grecque
        GS SGS 239 GS:south georgia and the south sandwich islands,islas georgias del sur y sandwich del sur,georgie du
         sud et les iles sandwich du sud,ilhas georgia do sul e sandwich do sul
        GT GTM 320 GT:guatemala,republic of guatemala,republica de guatemala,republique du guatemala,republica da
         guatemala
        GU GUM 316 GU:guam
        GW GNB 624 GW:guinea bissau,republic of guinea bissau,guinea bisau,republica de guinea bissau,guinee
         bissau,republique de guinee bissau,guine bissau,republica da guine bissau
        GY GUY 328 GY:guyana,republic of guyana,republica de guyana,republique de guyana,guiana,republica da guiana
        HK HKG 344 CN:hong kong,hong kong special administrative region of china,region administrativa especial china de
         hong kong,region speciale administrative chinoise de hong kong,hong kong regiao de administracao especial da
         china,regiao de administracao especial da china hong kong,hong kong sar,china hong kong sar
        HM HMD 334 HM:heard island and mcdonald islands,islas heard y mcdonald,iles heard et macdonald,ilha heard e
         ilhas mcdonald
        HN HND 340 HN:honduras,republic of honduras,republica de honduras,republique du honduras,republica das honduras
        HR HRV 191 HR:croatia,republic of croatia,croacia,republica de croacia,croatie,republique de croatie,republica
         da croacia
        HT HTI 332 HT:haiti,republic of haiti,republica de haiti,republique de haiti,republica do haiti
        HU HUN 348 HU:hungary,hungria,hongrie
        ID IDN 360 ID:indonesia,republic of indonesia,republica de indonesia,indonesie,republique d indonesie,republica
         da indonesia
        IE IRL 372 IE:ireland,irlanda,irlande
        IL ISR 376 IL:israel,state of israel,estado de israel,etat d israel
        IM IMN 833 IM:isle of man,isla de man,ile de man,ilha de man
        IN IND 356 IN:india,republic of india,republica de la india,inde,republique d inde,republica da india
        IO IOT 086 IO:british indian ocean territory,territorio britanico del oceano indico,territoire britannique de l
         ocean indien,territorio britanico do oceano indico
        IQ IRQ 368 IQ:iraq,republic of iraq,irak,republica de irak,republique d iraq,iraque,republica do iraque
        IR IRN 364 IR:iran islamic republic of,iran,islamic republic of iran,iran republica islamica de,republica
         islamica de iran,iran republique islamique d,republique islamique d iran,irao republica islamica do,republica
         islamica do irao,irao
        IS ISL 352 IS:iceland,republic of iceland,islandia,republica de islandia,islande,republique d islande,republica
         da islandia
        IT ITA 380 IT:italy,italian republic,italia,republica italiana,italie,republique italienne
        JE JEY 832 JE:jersey
        JM JAM 388 JM:jamaica,jamaique
        JO JOR 400 JO:jordan,hashemite kingdom of jordan,jordania,reino hachemi de jordania,jordanie,royaume hachemite
         de jordanie,reino hachemita da jordania
        JP JPN 392 JP:japan,japon,japao
        KE KEN 404 KE:kenya,republic of kenya,kenia,republica de kenia,republique du kenya,quenia,republica do quenia
        KG KGZ 417 KG:kyrgyzstan,kyrgyz republic,kirguistan,republica kirguiza,kirghizistan,republique
         kirghize,quirguistao,republica do quirgistao
        KH KHM 116 KH:cambodia,kingdom of cambodia,camboya,reino de camboya,cambodge,royaume du cambodge,camboja,reino
         do camboja
        KI KIR 296 KI:kiribati,republic of kiribati,republica de kiribati,republique de kiribati
        KM COM 174 KM:comoros,union of the comoros,comores islas,union de las comores,comores,union des comores,uniao
         das comores,islas comores
        KN KNA 659 KN:saint kitts and nevis,san cristobal y nieves,saint christophe et nieves,sao cristovao e nevis
        KP PRK 408 KP:korea democratic people s republic of,north korea,democratic people s republic of korea,corea
         republica democratica popular de,republica popular democratica de corea,coree republique populaire democratique
         de,coree du nord,republique democratique populaire de coree,coreia republica popular democratica da,coreia do
         norte,republica popular democratica da coreia,republica democratica popular de corea,republique populaire
         democratique de coree,dprk
        KR KOR 410 KR:korea republic of,south korea,corea republica de,coree republique de,coree du sud,coreia republica
         da,coreia do sul,republic of korea,republica de corea,republique de coree,republica da coreia
        KW KWT 414 KW:kuwait,state of kuwait,estado de kuwait,koweit,etat du koweit,estado do kuwait
        KY CYM 136 KY:cayman islands,islas caiman,iles caimans,ilhas caimao
        KZ KAZ 398 KZ:kazakhstan,republic of kazakhstan,kazajistan,republica de kazajistan,republique du
         kazakhstan,cazaquistao,republica do cazaquistao
        LA LAO 418 LA:lao people s democratic republic,laos,republica democratica popular de lao,lao republique
         democratique populaire,republica democratica popular do laos,republique democratique populaire lao,lao,lao pdr
        LB LBN 422 LB:lebanon,lebanese republic,libano,republica libanesa,liban,republique libanaise,republica do libano
        LC LCA 662 LC:saint lucia,santa lucia,sainte lucie
        LI LIE 438 LI:liechtenstein,principality of liechtenstein,principado de liechtenstein,principaute du
         liechtenstein,principado do liechtenstein
        LK LKA 144 LK:sri lanka,democratic socialist republic of sri lanka,republica socialista democratica de sri
         lanka,republique democratique socialiste de sri lanka,republica democratica socialista do sri lanka
        LR LBR 430 LR:liberia,republic of liberia,republica de liberia,republique du liberia,republica da liberia
        LS LSO 426 LS:lesotho,kingdom of lesotho,lesoto,reino de lesoto,royaume du lesotho,reino do lesoto
        LT LTU 440 LT:lithuania,republic of lithuania,lituania,republica de lituania,lituanie,republique de
         lituanie,republica da lituania
        LU LUX 442 LU:luxembourg,grand duchy of luxembourg,luxemburgo,gran ducado de luxemburgo,grand duche du
         luxembourg,gra ducado do luxemburgo
        LV LVA 428 LV:latvia,republic of latvia,letonia,republica de letonia,lettonie,republique de lettonie,republica
         da letonia
        LY LBY 434 LY:libya,libia,libye,libyan arab jamahiriya
        MA MAR 504 MA:morocco,kingdom of morocco,marruecos,reino de marruecos,maroc,royaume du maroc,marrocos,reino de
         marrocos
        MC MCO 492 MC:monaco,principality of monaco,principado de monaco,principaute de monaco,principado do monaco
        MD MDA 498 MD:moldova republic of,moldova,republic of moldova,moldavia republica de,moldavia,republica de
         moldavia,moldova republique de,moldavie,republique de moldova,moldavia republica da,republica da moldavia
        ME MNE 499 ME:montenegro
        MF MAF 663 MF:saint martin french part,san martin zona francesa,saint martin partie francaise,sao martin
         territorio frances
        MG MDG 450 MG:madagascar,republic of madagascar,republica de madagascar,republique de madagascar
        MH MHL 584 MH:marshall islands,republic of the marshall islands,islas marshall,republica de las islas
         marshall,iles marshall,republique des iles marshall,ilhas marshall,republica das ilhas marshall
        MK MKD 807 MK:north macedonia,republic of north macedonia,macedonia del norte,republica de macedonia del
         norte,macedoine du nord,republique de macedoine du nord,macedonia do norte,republica da macedonia do
         norte,macedonia,fyr macedonia,the former yugoslav republic of macedonia
        ML MLI 466 ML:mali,republic of mali,republica de mali,republique du mali,republica do mali
        MM MMR 104 MM:myanmar,republic of myanmar,birmania,republica de la union de myanmar,birmanie,republique de
         myanmar,republica da birmania,burma
        MN MNG 496 MN:mongolia,mongolie
        MO MAC 446 CN:macao,macao special administrative region of china,region administrativa especial china de
         macao,macau,region speciale administrative chinoise de macao,macau regiao especial de administracao
         chinesa,regiao especial de administracao chinesa macau,macao sar
        MP MNP 580 MP:northern mariana islands,commonwealth of the northern mariana islands,islas marianas del
         norte,commonwealth de las islas marianas del norte,iles mariannes du nord,commonwealth des iles mariannes du
         nord,ilhas marianas do norte,comunidade das ilhas marianas do norte
        MQ MTQ 474 MQ:martinique,martinica
        MR MRT 478 MR:mauritania,islamic republic of mauritania,republica islamica de mauritania,mauritanie,republique
         islamique de mauritanie,republica islamica da mauritania
        MS MSR 500 MS:montserrat,monserrate
        MT MLT 470 MT:malta,republic of malta,republica de malta,malte,republique de malte
        MU MUS 480 MU:mauritius,republic of mauritius,mauricio,republica de mauricio,maurice,republique de l ile
         maurice,mauricia,republica de mauricias
        MV MDV 462 MV:maldives,republic of maldives,islas maldivas,republica de maldivas,republique des
         maldives,maldivas,republica das maldivas
        MW MWI 454 MW:malawi,republic of malawi,malaui,republica de malawi,republique du malawi,republica do malawi
        MX MEX 484 MX:mexico,united mexican states,estados unidos mexicanos,mexique,etats unis du mexique
        MY MYS 458 MY:malaysia,malasia,malaisie
        MZ MOZ 508 MZ:mozambique,republic of mozambique,republica de mozambique,republique du
         mozambique,mocambique,republica de mocambique
        NA NAM 516 NA:namibia,republic of namibia,republica de namibia,namibie,republique de namibie,republica da
         namibia
        NC NCL 540 NC:new caledonia,nueva caledonia,nouvelle caledonie,nova caledonia
        NE NER 562 NE:niger,republic of the niger,republica del niger,republique du niger,republica do niger
        NF NFK 574 NF:norfolk island,isla norfolk,ile norfolk,ilha norfolk
        NG NGA 566 NG:nigeria,federal republic of nigeria,republica federal de nigeria,republique federale du
         nigeria,republica federal da nigeria
        NI NIC 558 NI:nicaragua,republic of nicaragua,republica de nicaragua,republique du nicaragua,republica da
         nicaragua
        NL NLD 528 NL:netherlands,kingdom of the netherlands,paises bajos,reino de los paises bajos,pays bas,royaume des
         pays bas,paises baixos,reino dos paises baixos,the netherlands,holland
        NO NOR 578 NO:norway,kingdom of norway,noruega,reino de noruega,norvege,royaume de norvege,reino da noruega
        NP NPL 524 NP:nepal,federal democratic republic of nepal,republica federal democratica de nepal,republique
         federale democratique du nepal,republica democratica federal do nepal
        NR NRU 520 NR:nauru,republic of nauru,republica de nauru,republique de nauru
        NU NIU 570 NU:niue,nioue
        NZ NZL 554 NZ:new zealand,nueva zelanda,nouvelle zelande,nova zelandia
        OM OMN 512 OM:oman,sultanate of oman,sultanato de oman,sultanat d oman,oma,sultanato de oma
        PA PAN 591 PA:panama,republic of panama,republica de panama,republique du panama,republica do panama
        PE PER 604 PE:peru,republic of peru,republica del peru,perou,republique du perou,republica do peru
        PF PYF 258 PF:french polynesia,polinesia francesa,polynesie francaise
        PG PNG 598 PG:papua new guinea,independent state of papua new guinea,papua nueva guinea,estado independiente de
         papua nueva guinea,papouasie nouvelle guinee,etat independant de papouasie nouvelle guinee,papua nova
         guine,estado independente de papua nova guine
        PH PHL 608 PH:philippines,republic of the philippines,filipinas,republica de filipinas,republique des
         philippines,republica das filipinas
        PK PAK 586 PK:pakistan,islamic republic of pakistan,republica islamica de pakistan,republique islamique du
         pakistan,paquistao,republica islamica do paquistao
        PL POL 616 PL:poland,republic of poland,polonia,republica de polonia,pologne,republique de pologne,republica da
         polonia
        PM SPM 666 PM:saint pierre and miquelon,san pedro y miquelon,saint pierre et miquelon,saint pierre e miquelon
        PN PCN 612 PN:pitcairn,iles pitcairn
        PR PRI 630 PR:puerto rico,porto rico
        PS PSE 275 PS:palestine state of,the state of palestine,palestina estado de,estado de palestina,palestine etat
         de,l etat de palestine,palestina estado da,estado da palestina,state of palestine,etat de
         palestine,palestine,palestinian territories,occupied palestinian territory,west bank and gaza,gaza,west bank
        PT PRT 620 PT:portugal,portuguese republic,republica portuguesa,republique portugaise
        PW PLW 585 PW:palau,republic of palau,palaos,republica de palau,republique de palau
        PY PRY 600 PY:paraguay,republic of paraguay,republica del paraguay,republique du paraguay,paraguai,republica do
         paraguai
        QA QAT 634 QA:qatar,state of qatar,catar,estado de qatar,etat du qatar,estado do catar
        RE REU 638 RE:reunion,reunion ile de la,ilha reuniao,ile de la reunion
        RO ROU 642 RO:romania,rumania,roumanie,romenia
        RS SRB 688 RS:serbia,republic of serbia,republica de serbia,serbie,republique de serbie,servia,republica da
         servia
        RU RUS 643 RU:russian federation,federacion rusa,russie federation de,federacao russa,federation de
         russie,russie,russia
        RW RWA 646 RW:rwanda,rwandese republic,ruanda,republica de ruanda,republique rwandaise,republica do ruanda
        SA SAU 682 SA:saudi arabia,kingdom of saudi arabia,arabia saudi,reino de arabia saudi,arabie saoudite,royaume d
         arabie saoudite,arabia saudita,reino da arabia saudita
        SB SLB 090 SB:solomon islands,islas salomon,salomon iles,ilhas salomao,iles salomon,salomon
        SC SYC 690 SC:seychelles,republic of seychelles,republica de las seychelles,republique des seychelles,republica
         das seychelles
        SD SDN 729 SD:sudan,republic of the sudan,republica de sudan,soudan,republique du soudan,sudao,republica do
         sudao
        SE SWE 752 SE:sweden,kingdom of sweden,suecia,reino de suecia,suede,royaume de suede,reino da suecia
        SG SGP 702 SG:singapore,republic of singapore,singapur,republica de singapur,singapour,republique de
         singapour,singapura,republica de singapura
        SH SHN 654 SH:saint helena ascension and tristan da cunha,santa elena ascension y tristan de acuna,sainte helene
         ascension et tristan da cunha,santa helena ascensao e tristao da cunha,ascension and tristan da cunha saint
         helena,ascension y tristan de acuna santa elena,ascension et tristan da cunha sainte helene,ascensao e tristao
         da cunha santa helena
        SI SVN 705 SI:slovenia,republic of slovenia,eslovenia,republica de eslovenia,slovenie,republique de
         slovenie,republica da eslovenia
        SJ SJM 744 SJ:svalbard and jan mayen,svalbard y jan mayen,svalbard et ile jan mayen,svalbard e jan mayen
        SK SVK 703 SK:slovakia,slovak republic,eslovaquia,republica eslovaca,slovaquie,republique slovaque
        SL SLE 694 SL:sierra leone,republic of sierra leone,sierra leona,republica de sierra leona,republique de sierra
         leone,serra leoa,republica da serra leoa
        SM SMR 674 SM:san marino,republic of san marino,republica de san marino,saint marin,republique de san marin
        SN SEN 686 SN:senegal,republic of senegal,republica del senegal,republique du senegal,republica do senegal
        SO SOM 706 SO:somalia,federal republic of somalia,republica federal de somalia,somalie,republique federale de
         somalie,republica federal da somalia
        SR SUR 740 SR:suriname,republic of suriname,surinam,republica de surinam,republique du surinam,republica do
         suriname
        SS SSD 728 SS:south sudan,republic of south sudan,sudan del sur,republica de sudan del sur,soudan du
         sud,republique du soudan du sud,sudao do sul,republica do sudao do sul
        ST STP 678 ST:sao tome and principe,democratic republic of sao tome and principe,santo tome y principe,republica
         democratica de santo tome y principe,sao tome et principe,republique democratique de sao tome et principe,sao
         tome e principe,republica democratica de sao tome e principe,sao tome
        SV SLV 222 SV:el salvador,republic of el salvador,republica de el salvador,salvador,republique d el salvador
        SX SXM 534 SX:sint maarten dutch part,isla de san martin zona holandsea,saint martin partie neerlandaise,sao
         martinho paises baixos,sint maarten
        SY SYR 760 SY:syrian arab republic,syria,republica arabe de siria,syrienne republique arabe,republica arabe
         siria,republique arabe syrienne,syrienne
        SZ SWZ 748 SZ:eswatini,kingdom of eswatini,esuatini,reino de esuatini,royaume d eswatini,suazilandia,reino da
         suazilandia,swaziland
        TC TCA 796 TC:turks and caicos islands,islas turcas y caicos,iles turques et caiques,ilhas turcas e caicos,turks
         and caicos
        TD TCD 148 TD:chad,republic of chad,republica del chad,tchad,republique du tchad,chade,republica do chade
        TF ATF 260 TF:french southern territories,territorios franceses del sur,terres australes francaises,territorios
         franceses do sul
        TG TGO 768 TG:togo,togolese republic,republica togolesa,republique togolaise
        TH THA 764 TH:thailand,kingdom of thailand,tailandia,reino de tailandia,thailande,royaume de thailande,reino da
         tailandia
        TJ TJK 762 TJ:tajikistan,republic of tajikistan,tayikistan,republica de tayikistan,tadjikistan,republique du
         tadjikistan,tajiquistao,republica do tajiquistao
        TK TKL 772 TK:tokelau
        TL TLS 626 TL:timor leste,democratic republic of timor leste,timor oriental,republica democratica de timor
         oriental,republique democratique du timor leste,republica democratica de timor leste,east timor
        TM TKM 795 TM:turkmenistan,turquemenistao
        TN TUN 788 TN:tunisia,republic of tunisia,tunez,republica de tunez,tunisie,republique de tunisie,republica da
         tunisia
        TO TON 776 TO:tonga,kingdom of tonga,reino de tonga,royaume des tonga
        TR TUR 792 TR:turkiye,republic of turkiye,turquia,turkey
        TT TTO 780 TT:trinidad and tobago,republic of trinidad and tobago,trinidad y tobago,republica de trinidad y
         tobago,trinite et tobago,republique de trinite et tobago,trindade e tobago,republica de trinidade e tobago
        TV TUV 798 TV:tuvalu
        TW TWN 158 TW:taiwan province of china,taiwan,taiwan provincia de china,taiwan province de chine,taiwan
         provincia da china,province of china taiwan,provincia de china taiwan,province de chine taiwan,provincia da
         china taiwan
        TZ TZA 834 TZ:tanzania united republic of,tanzania,united republic of tanzania,tanzania republica unida
         de,republica unida de tanzania,tanzanie republique unie de,tanzanie,republique unie de tanzanie,tanzania
         republica unida da,republica unida da tanzania
        UA UKR 804 UA:ukraine,ucrania
        UG UGA 800 UG:uganda,republic of uganda,republica de uganda,ouganda,republique d ouganda,republica do uganda
        UM UMI 581 UM:united states minor outlying islands,islas ultramarinas menores de estados unidos,iles mineures
         eloignees des etats unis,ilhas menores distantes dos estados unidos
        US USA 840 US:united states,united states of america,estados unidos,estados unidos de america,etats unis,etats
         unis d amerique,estados unidos da america,usa,us,u s,u s a,ee uu,eeuu,america
        UY URY 858 UY:uruguay,eastern republic of uruguay,republica oriental del uruguay,republique orientale d
         uruguay,uruguai,republica oriental do uruguai
        UZ UZB 860 UZ:uzbekistan,republic of uzbekistan,republica de uzbekistan,ouzbekistan,republique d
         ouzbekistan,uzbequistao,republica do uzbequistao
        VA VAT 336 VA:holy see vatican city state,santa sede ciudad estado del vaticano,saint siege etat de la cite du
         vatican,santa se estado da cidade do vaticano,vatican,holy see
        VC VCT 670 VC:saint vincent and the grenadines,san vicente y las granadinas,saint vincent et les grenadines,sao
         vicente e granadinas,saint vincent
        VE VEN 862 VE:venezuela bolivarian republic of,venezuela,bolivarian republic of venezuela,venezuela republica
         bolivariana de,republica bolivariana de venezuela,venezuela republique bolivarienne du,republique bolivarienne
         du venezuela,venezuela republica bolivariana da,republica bolivariana da venezuela
        VG VGB 092 VG:virgin islands british,british virgin islands,islas virgenes britanicas,iles vierges
         britanniques,ilhas virgens britanicas,virgin islands,britanicas islas virgenes,islas virgenes,britanicas ilhas
         virgens,ilhas virgens
        VI VIR 850 VI:virgin islands u s,virgin islands of the united states,islas virgenes de eeuu,islas virgenes de
         los estados unidos,iles vierges etats unis,iles vierges des etats unis d amerique,ilhas virgens estados
         unidos,ilhas virgens dos estados unidos,u s virgin islands,de eeuu islas virgenes,etats unis iles vierges,iles
         vierges,estados unidos ilhas virgens,us virgin islands
        VN VNM 704 VN:viet nam,vietnam,socialist republic of viet nam,republica socialista de vietnam,republique
         socialiste du viet nam,vietname,republica socialista do vietname
        VU VUT 548 VU:vanuatu,republic of vanuatu,republica de vanuatu,republique du vanuatu
        WF WLF 876 WF:wallis and futuna,wallis y futuna,wallis et futuna,wallis e futuna
        WS WSM 882 WS:samoa,independent state of samoa,estado independiente de samoa,etat independant de samoa,estado
         independente de samoa
        XK XKX - XK:kosovo
        YE YEM 887 YE:yemen,republic of yemen,republica del yemen,republique du yemen,iemen,republica do iemen
        YT MYT 175 YT:mayotte
        ZA ZAF 710 ZA:south africa,republic of south africa,sudafrica,republica de sudafrica,afrique du sud,republique d
         afrique du sud,africa do sul,republica da africa do sul
        ZM ZMB 894 ZM:zambia,republic of zambia,republica de zambia,zambie,republique de zambie,republica da zambia
        ZW ZWE 716 ZW:zimbabwe,republic of zimbabwe,zimbabue,republica de zimbabue,republique du zimbabwe,republica do
         zimbabue
        """

    /// Rows of cells from the south pole on, parted by slashes.
    ///
    /// In a row from 180° W runs: a length and the alpha-2 codes of those who have land there, or `-` for nobody, there without
    /// a length of 1. Line breaks mean nothing.
    static let land = """
        //////////////////////29-3AQ/720AQ/36-233AQ2-445AQ/42-222AQ27-397AQ4-16AQ/43-5AQ7-202AQ40-390AQ/55-195AQ50-386AQ
        /67-179AQ60-384AQ/77-165AQ64-384AQ/80-75AQ-82AQ73-381AQ/93-48AQ3-7AQ4-84AQ73-381AQ/103-26AQ-3AQ22-85AQ78-377AQ-2
        AQ/108-5AQ40-88AQ78-381AQ/152-36AQ-24AQ-27AQ80-380AQ/152-17AQ8-8AQ18-4AQ4-30AQ86-375AQ/155-13AQ40-32AQ91-372AQ/2
        08-32AQ95-367AQ/208-32AQ98-358AQ/210-29AQ102-3AQ2-340AQ2-1AQ/207-33AQ115-10AQ9-29AQ9-270AQ/214-7AQ-20AQ115-4AQ26
        -5AQ26-7AQ-8AQ-1AQ2-70AQ-170AQ/216-4AQ4-18AQ115-4AQ65-5AQ8-66AQ10-158AQ-1AQ/225-18AQ199-59AQ15-153AQ/224-16AQ207
        -53AQ19-138AQ/224-16AQ212-31AQ3-2AQ35-131AQ/225-15AQ217-2AQ-16AQ47-93AQ-31AQ-5AQ/228-12AQ220-15AQ47-16AQ5-2AQ2-2
        8AQ5-13AQ8-13AQ4-19AQ/229-12AQ223-7AQ51-3AQ25-21AQ11-6AQ14-2AQ14-3AQ7-3AQ/231-11AQ308-6AQ4-3AQ2-5AQ58-3AQ/233-10
        AQ/236-7AQ/238-9AQ/242-5AQ////////305-2GS/307-1GS/307-1GS/306-2GS/306-1GS/305-1GS/304-1GS/221-6CL/217-9CL2ARCL62
        -1GS386-1AU/213-1CL-7CL4ARCL7AR52-4GS388-1AU/213-9CL1ARCL5AR55-5GS78-1BV310-1AU/212-10CL1ARCL3AR50-1GS5-4GS/211-
        11CL1ARCL1AR281-3HM/210-12CL1ARCL1AR17-1FK264-2HM/209-7CL8ARCL13-7FK454-1NZ/209-6CL5ARCL3AR14-8FK/209-6CL1ARCL7A
        R14-8FK/208-5CL3ARCL6AR470-1NZ/209-3CL2ARCL11AR272-1TF/208-4CL2ARCL11AR271-5TF216-1NZ/208-4CL2ARCL11AR272-5TF/20
        8-6CL1ARCL12AR270-3TF/208-6CL2ARCL13AR268-1TF195-1NZ/209-5CL2ARCL13AR489-1NZ/210-5CL2ARCL12AR465-3NZ/208-8CL1ARC
        L10AR208-1ZA257-1NZ-5NZ/209-7CL1ARCL9AR234-1TF2-2TF227-9NZ/209-7CL2ARCL8AR234-1TF231-10NZ/210-6CL2ARCL11AR464-10
        NZ/209-6CL3ARCL12AR464-9NZ/7-1NZ202-6CL2ARCL12AR465-9NZ/6-1NZ203-6CL1ARCL13AR422-3AU42-10NZ/211-4CL2ARCL15AR419-
        6AU42-8NZ/211-4CL1ARCL17AR417-7AU44-7NZ/211-4CL2ARCL16AR417-7AU45-7NZ/211-5CL1ARCL14AR418-8AU45-7NZ-2NZ/212-4CL1
        ARCL18AR414-8AU46-10NZ/212-4CL1ARCL19AR413-3AU-4AU47-10NZ/212-4CL1ARCL19AR411-3AU5-2AU53-4NZ/212-4CL2ARCL18AR411
        -2AU5-3AU50-8NZ/213-4CL1ARCL20AR414-3AU52-9NZ/212-5CL2ARCL25AR271-1TF129-10AU53-9NZ/212-5CL2ARCL26AR396-15AU53-8
        NZ/212-5CL1ARCL28AR269-1TF124-20AU49-9NZ/212-5CL1ARCL29AR88-1SH303-22AU47-5NZ/212-5CL1ARCL29AR392-22AU47-5NZ/214
        -3CL3ARCL27AR386-3AU2-23AU46-5NZ/214-5CL1ARCL26AR387-28AU45-5NZ/214-4CL2ARCL26AR346-5AU34-31AU44-4NZ/215-4CL1ARC
        L25AR8UY145-3ZA190-8AU30-33AU43-3NZ/215-4CL2ARCL22AR1ARUY9UY143-16ZA177-13AU-5AU20-1AU-3AU-29AU41-3NZ/198-1CL3-1
        CL13-4CL1ARCL22AR1ARUY8UY2BRUY142-19ZA174-20AU19-35AU/216-3CL2ARCL22AR1ARUY8UY2BRUY1BR140-21ZA175-18AU19-36AU/21
        6-3CL2ARCL22AR1ARUY9UY1BRUY2BR139-23ZA173-21AU14-39AU/216-3CL1ARCL23AR1ARUY8UY2BRUY3BR139-23ZA171-27AU7-42AU/216
        -2CL2ARCL23AR2ARUY5UY3BRUY5BR138-24ZA170-76AU12-1AU/216-2CL2ARCL23AR2ARUY2UY4BRUY8BR136-26ZA169-77AU11-1AU/216-3
        CL1ARCL24AR1ARUY2UY3BRUY10BR134-21ZA2LSZA5ZA168-77AU/216-3CL2ARCL23AR2ARBRUY2BRUY12BR134-20ZA5LSZA3ZA167-78AU/21
        6-4CL1ARCL24AR2ARBR14BR132-21ZA1LSZA3LS1LSZA4ZA166-78AU/4-1NZ211-3CL2ARCL25AR2ARBR14BR131-21ZA2LSZA2LS1LSZA5ZA16
        5-78AU29-1NF/216-4CL1ARCL26AR2ARBR14BR129-8NAZA15ZA4LSZA6ZA162-81AU28-1NF/217-3CL2ARCL26AR2ARBR13BR128-2NA2NAZA4
        NA1NAZA26ZA161-81AU/71-1PF145-4CL1ARCL23AR3ARPY1AR2ARBR13BR126-9NA1NAZA26ZA162-80AU/141-1CL76-4CL2ARCL18AR8ARPY3
        ARBR11BR126-9NA1NAZA21ZA3SZZA2ZA161-81AU/218-4CL2ARCL19AR1ARPY5PY2ARPY1AR1ARBR10BR127-9NA1NAZA1ZA4BWZA16ZA1SZZA1
        SZ1SZZA1MZSZZA1MZZA160-81AU/149-1CL49-1CL18-4CL2ARCL19AR2ARPY5PY1ARPY1AR1ARBR11BR125-10NA1NAZA1ZA1BWZA2BW2BWZA15
        ZA2SZZA1SZ1MZSZ1MZ160-81AU/218-4CL2ARCL20AR1ARPY5PY1ARBRPY2ARBR11BR125-10NA1NAZA1ZA1BWZA3BW1BWZA1ZA5BWZA10ZA1SZZ
        A2MZSZZA1MZ24-2MG133-82AU/99-1PN118-4CL2ARCL19AR2ARPY5PY1BRPY1ARBRPY13BR124-10NA1NAZA2BWZA3BW3BWZA3BW1BWZA11ZA2M
        ZZA4MZ19-7MG130-82AU/218-4CL2ARCL17AR3ARPY7PY1BRPY14BR123-10NA2BWNAZA10BW3BWZA10ZA1MZZA6MZ16-8MG131-79AU-1AU/103
        -1PN114-5CL3ARCL13AR3ARPY7PY1BRPY1PY1BRPY17BR119-11NA1BWNA13BW1BWZA9ZA2MZZA7MZ15-8MG131-80AU/64-1PF153-7CL1ARCL1
        1AR3ARPY8PY4BRPY18BR118-11NA1BWNA13BW2BWZA8ZA1MZZA8MZ15-9MG130-79AU/60-2PF27-2PF127-7CL2ARCL9AR2ARPY10PY1BRPY25B
        R-2BR111-11NA1BWNA14BW2BWZA6ZA2MZZA8MZ14-10MG131-78AU6-1AU/54-1PF2-1PF161-5CL1BOCL2ARBOCL4AR1ARBO3AR2ARPY11PY1BR
        PY28BR111-11NA1BWNA15BW3BWZA4ZA1MZZA9MZ14-10MG131-75AU32-2NC-1NC/7-1TO49-1PF29-1PF131-4CL2BOCL1BO8ARBO1ARBOPY1AR
        PY7PY6BRPY30BR109-11NA4BWNA14BW1BWZA1BWZAZW3ZAZW1MZZAZW1MZZW8MZ8-1TF5-11MG130-75AU3-1AU4-1AU21-3NC/44-1CK5-1PF27
        -1PF8-3PF129-4CL1BOCL3BO2ARBO3BO2ARBO1ARBOPY1BOPY8PY1BRPY34BR108-14NA2BWNA12BW4BWZW4ZW2MZZW7MZ14-11MG130-76AU-1A
        U2-1AU22-4NC-2NC/9-2TO29-1CK45-4PF129-4CL1BOCL11BO1BOPY8PY1BRPY34BR108-14NA1BWNA13BW1BWZW8ZW1MZZW6MZ15-11MG13-2R
        E117-72AU7-1AU20-4NC-3NC/2-1FJ6-2TO62-1PF7-3PF135-3CL2BOCL11BO1BOPY7PY2BRPY35BR21-1BR84-15NA1BWNA12BW2BWZW8ZW2MZ
        ZW5MZ16-11MG12-2RE2-2MU114-71AU7-1AU19-3NC-3NC/10-1TO32-1CK-1CK26-1PF146-3CL1BOCL12BO2BOPY6PY2BOBRPY35BR21-2BR83
        -15NA1BWNA11BW3BWZW9ZW2MZZW3MZ18-10MG16-2MU115-1AU-66AU28-3NC2-2NC5-1VU/3-1FJ5-1FJ33-2CK25-1PF8-1PF139-3CL1BOCL1
        3BO3BOPY3PY1BOPY1BOBRPY1BOBR36BR104-16NA1BWNA10BW2BWZW11ZW2MZZW4MZ17-10MG17-1MU10-1MU110-61AU29-1NC10-3VU/1FJ-2F
        J16-1NU21-1CK34-2PF2-2PF136-3CL2BOCL14BO5BOPY2BOBR36BR103-17NA1BWNA9BW2BWZW12ZW1MZZW6MZ16-11MG143-54AU42-2VU15-2
        FJ2-1FJ/1FJ-2FJ8-1TO7-1NU19-1CK35-1PF4-2PF4-1PF131-2CL2BOCL21BO1BOBR36BR103-17NA1BWNA5BW1BWNA3BW1BWZW13ZW1MZZW8M
        Z14-11MG144-51AU43-2VU16-3FJ-1FJ/-3FJ71-1PF2-1PF6-3PF130-1PE2CLPE1BOCL22BO2BOBR37BR100-18NA3AOBWNA6BWNA1BWZW1BWZ
        MZW1ZW1ZMZW11ZW2MZZW8MZ13-11MG144-50AU61-5FJ/-2FJ55-1PF-2PF-1PF9-3PF2-1PF138-3PE1CLPE1BOCLPE21BO2BOBR38BR100-14N
        A9AONA1AOBWNAZM1NAZM2BWNAZM1BWNAZMZW4ZMZW10ZW2MZZW9MZ11-13MG137-1AU6-49AU3-1AU39-2VU16-5FJ/3FJ57-2PF6-2PF-1PF-2P
        F2-1PF5-1PF131-5PE2BOPE21BO2BOBR37BR101-14AONA8AO2AOZM1ZM1NAZM5ZM2ZMZW9ZW2MZZW3MZ1MWMZ8MZ6-1TF-13MG138-1AU5-36AU
        -12AU43-2VU15-7FJ/1FJ49-1PF-1PF3-3PF-1PF8-6PF-1PF136-8PE2BOPE20BO1BOBR38BR101-2AO2AONA17AO2AOZM9ZM3ZMZW7ZW1MZZW3
        MZ2MWMZ9MZ8-13MG18-1MU124-36AU-12AU5-3AU33-4VU16-6FJ/2FJ48-1PF4-2PF10-9PF3-1PF131-10PE2BOPE16BO5BOBR39BR65-1SH34
        -20AO2AOZM12ZM1ZMZW2ZW5MZZW3MZ4MWMZ9MZ7-12MG145-31AU2-2AU2-10AU7-2AU33-3VU20-3FJ/1FJ7-1FJ3-1TO37-1PF12-1PF2-5PF4
        -1PF2-2PF130-11PE1BOPE17BO1BOBR43BR65-1SH34-21AO1AOZM12ZM3ZMZW1MZZMZW1MZ1MZZW5MZ1MWMZ2MW1MWMZ10MZ8-11MG8-1TF136-
        29AU7-9AU42-2VU-1VU/63-7PF139-12PE1BOPE16BO2BOBR43BR101-19AO1AOZM16ZM1MZZM7MZ2MWMZ1MW1MWMZ10MZ11-8MG145-1AU-26AU
        8-9AU42-4VU/62-3PF2-1PF-2PF11-1PF125-13PE1BOPE17BO1BOBR42BR102-19AO2AOZM15ZM4MZZM3MZ3MWMZ1MW1MWMZ10MZ12-7MG148-2
        3AU11-9AU41-2VU-1VU/3-2WF11-2WS1AS-2AS45-4PF6-1PF129-14PE2BOPE16BO1BOBR43BR101-20AO1AOZM18ZM2MZZM2MWMZZM2MWMZ1MW
        2MWMZ10MZ13-6MG142-1AU3-1AU-7AU2-16AU9-7AU44-3VU/14-4WS189-14PE2BOPE13BO4BOBR43BR101-20AO1AOZM20ZM1MWZM1MWMZZM2M
        W2MWMZ11MZ13-6MG150-4AU4-15AU8-8AU44-2VU/7-1WF6-2WS191-15PE1BOPE11BO4BOBR46BR101-18AO3AOZM11ZM3CDZM5ZM2MWZM2MW1M
        WMZ12MZ8-1YT5-5MG158-15AU9-5AU45-3VU/206-16PE1BOPE8BO4BOBR50BR100-20AO4AOZM7ZM2CDZM1CD1CDZM5ZM2MWZM1MW2MWMZ12MZ8
        -1YT6-3MG147-1AU12-14AU9-5AU66-1FJ/205-17PE1BOPE7BO3BOBR52BR101-21AO2AOZM4ZM7CDZM6ZM2MWZM1MWMZ13MZ5-3KM7-3MG93-1
        CC51-2AU14-13AU9-4AU50-1SB16-1FJ/204-17PE2BOPE6BO2BOBR55BR101-20AO2AOZM1ZM5CDZM1CD2CDZM8ZM1MWZM2MW1MWMZTZ6MZTZ6M
        Z4-2KM6-1TF3-1MG94-1CC66-3AU-10AU9-4AU-1AU17-2PG11-3SB11-1SB/17-1AS38-1KI147-14PE2BRPE2BOPE2BOBR5BO1BOBR56BR101-
        17AO4AOCD1AOCDZM2CDZM5CD2CDZM8ZM1MWZM2MW1MWTZ1TZ2MZTZ2TZ5MZTZ2MZ4-1KM158-1ID14-7AU5-2AU10-5AU15-5PG10-2SB11-2SB/
        82-1PF121-14PE2BRPE1BOBRPE4BOBR4BO1BOBR58BR99-17AO1AOCD1CD1AOCD2AOCDZM8CD1CDZM8ZM2MWZM1MW1MWTZ9TZ2MZTZ1MZ129-1CX
        31-1ID-2ID18-2AU16-4AU12-8PG15-3SB6-2SB/55-1KI25-2PF120-12PE4BRPE5BR3BOBR2BO1BOBR58BR98-18AO1AOCD12CD1CDZM8ZM2MW
        ZM1MW1MWTZ10TZ1MZTZ1MZ31-1MU97-1CX27-3ID-1ID2-4ID34-3AU8-10PG17-3SB6-2SB/59-1KI21-2PF120-12PE1BRPE1BR2BRPE7BR4BO
        BR59BR97-17AO2AOCD12CD1CDZM8ZM1MWTZZM3MWTZ10TZ21-2SC134-5ID5-1ID1IDTL2ID32-2AUPG2AU1AUPG1AU5-9PG-1PG14-5SB10-1SB
        /16-2TK61-1PF2-1PF119-11PE3BRPE2BR2BRPE70BR95-18AO1AOCD12CD2CDZM5ZM2TZZM2MWTZZM1TZ1MWTZ11TZ12-1SC8-2SC130-3ID-4I
        D6-1ID3IDTL2TL28-1ID1IDPG1PG2AUPG1PG6-6PG-2PG-5PG9-6SB36-1TV/14-2TK28-1CK33-4PF120-11PE2BRPE76BR95-17AO1AOCD13CD
        1CDZM3ZM3TZZM16TZ146-23ID2IDTL4TL25-2ID1IDPG5PG4-7PG-6PG8-3SB-5SB35-1TV/78-1PF122-11PE2BRPE77BR95-8AO5AOCD4AO1AO
        CD13CD4CDZM1CDTZZM18TZ140-31ID1IDTL2TL1IDTL5ID-2ID12-7ID1IDPG5PG3-6PG4-2PG10-9SB3-1SB30-1TV-1TV/78-2PF120-12PE1B
        RPE78BR40-1SH53-9AO1AOCD1CD3AOCD4AO1AOCD16CD2CDTZ18TZ134-15ID5-2ID11-1ID3-5ID3-5ID11-7ID1IDPG13PG16-7SB2-1SB34-1
        TV/200-12PE1BRPE78BR94-8AO2AOCD3CD2AOCD1AO3AOCD16CD1CDTZ19TZ25-1SC6-1SC31-1IO66-21ID2-3ID4-4ID9-1ID2-1ID3-3ID4-2
        ID6-6ID1IDPG12PG16-6SB37-1TV2-1TV/198-14PE2BRPE77BR93-9AO1AOCD5CD3AOCD17CD2CDTZ19TZ25-1SC36-1IO67-19ID-3ID3-3ID-
        2ID2-1ID8-1ID4-2ID2-3ID3-2ID7-4ID2IDPG13PG14-1PG1PGSB3SB/197-16PE1BRPE77BR93-2AOCD7AO1AOCD25CD1CDTZ20TZ26-1SC35-
        2IO66-8ID3-2ID17-3ID2-1ID2-2ID9-2ID3-1ID3-2ID6-5ID2IDPG13PG-6PG6-3PG40-1TV-1TV/48-1KI148-16PE2BRPE75BR94-10AOCD2
        5CD1CDTZ19TZ27-2SC2-1SC33-1IO59-1ID3-7ID-1ID3-2ID3-1ID2-1ID7-1ID-4ID-3ID-2ID5-1ID8-4ID-2ID6-6ID22PG5-2PG8-1SB32-
        1TV/197-17PE1BRPE75BR93-1CG1AOCDCG1AOCD32CD2CDTZ20TZ26-1SC36-2IO59-1ID2-7ID14-2ID4-7ID2-6ID6-1ID7-4ID-2ID4-7ID1I
        DPG23PG4-1PG8-2SB/10-1KI186-3PE3ECPE11PE3BRPE70BR96-1CG1AOCG2AOCDCG4CDCG27CD1CDTZ18TZ2KETZ1TZ30-2SC93-7ID19-1ID5
        -4ID-5ID12-2ID2-1ID7-10ID1IDPG11PG5-3PG-5PG-1PG-1PG3-1PG3-1PG/15-1KI34-1KI146-2PE2ECPE1EC1ECPE13PE3BRPE2BRCOPE64
        BR97-3CG1AOCG1CG2CDCG1CG2CDCG26CD1BICDTZ2BITZ15TZ2KETZ2KE30-2SC92-8ID17-4ID6-2ID-5ID12-1ID2-2ID-16ID1IDPG9PG11-7
        PG/11-1KI186-1PE1ECPE2EC2ECPE14PE2COPE1BRCO63BR8-1BR2-1BR85-1GA2CGGA7CG2CDCG25CD1BICD1BI2BITZ13TZ2KETZ3KE30-2SC9
        1-9ID11-1ID4-5ID4-10ID5-6ID2-3ID2-16ID1IDPG8PG14-4PG/17-1KI181-1ECPE3EC2ECPE13PE2COPE1BRCO62BR97-3GA2CGGA7CG1CDC
        G25CD1BICD2BI1BITZ13TZ1KETZ5KE119-17ID3-13ID4-10ID4-11ID2-17ID1IDPG8PG11-6PG-2PG/16-1KI181-6EC3ECPE7PE1COPE4PE1C
        OPE1BRCO60BR98-4GA2CGGA7CG1CDCG24CD2BICDRW1BIRW2BITZ11TZ3KETZ6KE117-2ID-16ID2-14ID3-8ID10-6ID2-7ID-10ID1IDPG3PG9
        -1PG4-7PG45-1KI-1KI/197-9EC3ECPE4PE7COPE1BRCO54BR103-5GA6CGGA3CG1CDCG24CD2CDRW2BIRW1BIRWTZ9TZ3KETZ9KE116-1ID-12I
        D-1ID5-14ID4-6ID2-4ID-2ID6-3ID2-6ID2-10ID10-5PG2-3PG49-1KI/198-10EC1ECPE3PE2COPE6CO2BRCO50BR106-6GA2CGGA2GA1CGGA
        3CG2CDCG24CD1CDRW2RW1RWTZ7TZ3KETZ11KE1KESO113-3ID-12ID4-17ID4-15ID-4ID-20ID6-1PG2-1PG-1PG2-2PG4-2PG49-2KI/177-4E
        C16-11EC2ECPE1PE2COPE8CO1BRCO49BR100-1GQ5-11GA2CGGA3CG2CDCG23CD1CDRW1CDRWUG2RWTZUG6TZ2KETZ12KE1KESO2SO112-2ID-9I
        D-2ID6-17ID3-10ID6-20ID-1ID10-1PG-2PG9-1PG49-4KI/176-6EC16-11EC1ECPE1PE1COPE8CO2BRCO46BR109-11GA1CGGA5CG2CDCG23C
        D1CDUG1UG6TZUG1KETZUG1KETZ12KE2KESO2SO61-1MV49-2ID2-10ID8-18ID2-9ID7-4ID-14ID18-1PG41-1NR5-1KI8-1KI/39-1UM136-4E
        C19-9EC2COECPE2COPE7CO2BRCO43BR109-1ST4-9GA2CGGA6CG1CDCG23CD1CDUG7UG1KEUG13KE2KESO3SO60-1MV48-3ID-11ID8-18ID3-2I
        D2-3ID8-3ID-5ID-3ID3-1ID/7-1UM168-4EC19-6EC4COEC10CO1BRCO42BR110-2ST4-9GA2CGGA6CG1CDCG23CD1CDUG7UG2KEUG12KE1KESO
        5SO58-3MV48-14ID4-1ID-20ID3-11ID4-9ID83-2KI/6-1UM171-1EC20-4EC3COEC13CO3BRCO4BR4BRVE31BR40-1BR76-5GAGQ5GA2CGGA5C
        G1CDCG23CD2CDUG7UG1KEUG12KE1KESO6SO57-2MV47-2ID-13ID3-3ID-3ID2IDMY1ID1IDMY14ID-11ID2-1ID-5ID3-1ID5-1ID76-2KI/176
        -1EC23-2EC2COEC16CO2BRCO3BR1BRCO1BRCOVE1VE4BRVE9BR3BRGY17BR113-1ST3-1GQ1GAGQ2GQ1GAGQ3GA3CGGA6CG2CDCG23CD2CDUG6UG
        2KEUG11KE1KESO7SO105-2ID-9ID1IDMY2IDMYSG1ID4-2ID-2ID11IDMY8ID2-5ID3-3ID-1ID-4ID4-1ID82-2KI/45-1KI129-2EC24-19CO5
        BRCO1BRCOVE1COVE4VE2BRVE7BR2BRGY1GY3BRGY2BRGYSR1BRSR12BR113-1ST4-3GQ1GAGQ3GA1CGGA2CG4CGCM3CG1CDCG24CD2CDUG6UG2KE
        UG10KE1KESO9SO55-2MV46-1ID-9ID4MY9-1ID1IDMY4MY3IDMY1MY2IDMY8ID11-2ID3-4ID87-2KI/202-21CO2BRCO1BRCOVE5VE3BRVE6BR1
        BRGY4GY1BRGY1GYSR3BRSR2BRGFSR3BRGF5BR119-3CMGQ1CMGAGQ3CMGA1CGCMGA4CGCM1CM1CFCGCM3CG1CDCG24CD2CDUG6UG1KEUG11KE1KE
        SO11SO52-3MV44-11ID1IDMY6MY-1ID5-2ID1IDMY2-7MY2IDMY7ID12-1ID4-3ID88-1KI/202-22CO2COVE5VE1BRVE8BR1BRGY4GY2GYSR1SR
        3BRSR1GFSR2GF2BRGF3BR120-12CM1CFCM1CFCGCM1CFCG2CG2CDCG23CD1CDUG7UG1KEUG11KE2KESO11SO51-3MV42-3ID-7ID-7MY2-2ID2-1
        ID-2ID3-8MY1IDMY5ID14-1ID5-2ID/203-21CO2COVE5VE1BRVE8BR1BRGY3GY2GYSR5SR1GFSR3GF1BRGF3BR117-2GQ-11CM2CFCM1CFCGCM1
        CFCG2CG1CFCG1CDCFCG23CD1CDSSUG6UG2KEUG8KE2ETKE2KE2KESO11SO50-1MV-1MV46-6ID2-5MY4-2ID2-1ID-1ID6-6MY2IDMY4ID14-2ID
        93-2KI/41-1KI163-19CO2COVE4VE5BRVE5BR1BRGY2GY2GYSR6SR2GFSR2GF2BRGF1BR119-1GQ12CM1CFCM2CF4CFCG1CDCFCG22CD1CDSS1CD
        SSUG6SSUG1KEUG6KE6ETKE1KE1ETKE1ETKESO12SO49-2MV45-7ID2-6MY8-2ID9-5MY1IDMY4ID14-2ID-1ID/196-1CO7-20CO1COVE5VE2BRV
        E2VE4BRVE1BR2BRGY2GY2GYSR6SR1GFSR4GF1BRGF1BR86-1CILR1CI25-5NG-12CM2CFCM6CF1CDCF2CD6CDCF10CD5CDSS6SS2KESSUG3KE4ET
        KE4ET3ETKE4ETSO9SO49-3MV43-7ID3-6MY8-2ID10-1MY3BNMY5IDMY2MY15-1ID10-1PW/39-1KI165-19CO1COVE12VE2BRVE2BRGY3GY1GYS
        R6SR1GFSR5GF84-3LR1CILR4CI5-3GH13-6NG2CMNG11CM1CFCM7CF4CDCF4CF6CDCF3CD6CDSS8SS3KESS1ETKESS14ET5ETSO6SO48-3MV42-7
        ID3-8MY7-2ID10-1MY3BNMY7MY-2PH9-2ID-2ID8-1PW73-1MH/185-1CR18-20CO1COVE13VE1BRGYVE2BRGY3GY2GYSR5SR1GFSR4GF84-4LR2
        CILR7CI2CIGH5GH10-7NG1CMNG11CM1CFCM8CF2CDCF8CF6CDCF1CDCFSS15SS2ETSS18ET2ETSO6SO47-3MV42-6ID4-7MY22-1BN1BNMY8MY3P
        H8-1PH56-1FM17-2FM/35-1UM149-1CR18-20CO2COVE11VE1GYVE7GY1GYSR5SR2GFSR1GF85-5LR2CILR7CI2CIGH8GH6-8NG2CMNG9CM2CFCM
        23CF2CFSS14SS2ETSS20ET2ETSO5SO47-2MV13-2LK28-2ID5-1MY2-1MY3MYTH3MY23-8MY-5PH5-3PH-1IDPH53-1FM6-1FM21-1MH2-1MH4-1
        MH/35-1UM169-15CO6COVE11VE1GYVE8GY1SR2-1SR88-4LR3CILR8CI1CIGH7GH2GHTG1BJTG1BJ1BJNG12NG2CMNG8CM2CFCM22CF2CFSS15SS
        2ETSS21ET2ETSO5SO46-2MV12-5LK34-1TH1MY5MYTH26-5MY1MYPH3-5PH3-5PH68-1FM16-2MH3-2MH/204-13CO4COVE16VE3GYVE5GY91-1S
        L1LRSL4LR2CILR9CI1CIGH7GH1GHTG1TG1BJTG1BJ1BJNG13NG5CMNG5CM2CFCM21CF1CFSS15SS2ETSS23ET2ETSO4SO46-2MV12-5LK23-1IN1
        0-2TH2MYTH2TH28-4MY2PH4-3PH2-6PH15-1PW29-1FM16-2FM2-1FM23-1MH/195-6PA2-1PA1COPA10CO5COVE18VE2GYVE4GY90-3SL2LRSL2
        LR2GNLR1CILR9CI2CIGH6GH1GHTG1TG1BJTG1BJ1BJNG14NG2CMNG1NG1CMNG6CM1CFCM1CFTD18CF3CFSS14SS2ETSS25ET1ETSO5SO45-1MV13
        -5LK23-1IN8-1TH-4TH31-2MY-2PH5-11PH14-2PW24-1FM8-2FM10-2FM20-1MH4-2MH/195-6PA2-1PA2COPA9CO1COVE22VE2GYVE3GY90-5S
        L1LRSL2LR2GNLR1CIGNLR10CI1CIGH6GH1GHTG1TG1BJTG1BJ1BJNG18NG1CMNG5CM2CFCMTD5CFTD12CF2CFSS14SS3ETSS25ET3ETSO4SO59-5
        LK22-2IN8-5TH32-2PH-1PH7-10PH15-1PW66-2MH/192-1CR2CRPA10PA1COPA8CO2COVE23VE2GYVE1GY91-5SL2GNLRSL2GNLR1GN2CIGN9CI
        2CIGH5GH1GHTG1TG1BJTG1BJ1BJNG18NG1CMNG5CM1CMTD5TD2CFTD10CF2CFSS16SS3ETSS22ET3ETSO7SO45-1IN6-4IN2-4LK23-2IN7-6TH8
        -1VN23-2PH9-9PH81-3MH5-1MH/192-2CR1CRPA10PA1COPA8CO1COVE25VE1GYVE92-5SL1GNSL1GNLRSL1GNLR2GN2CIGN9CI1CIGH5GH2GHTG
        1TG1BJTG1BJ1BJNG18NG2CMNG3CM2CMTD6TD2CFTD7CF2CFSD1CFSDSS1SDSS18SS1ETSS19ET3ETSO11SO51-4IN2-4LK22-1IN-1IN7-6TH8-2
        VN-2VN20-3PH9-7PH78-2MH2-1MH5-2MH/191-3CR1CRPA2PA-7PA2-6CO2COVE24VE93-1GN2GNSL3SL1GNSL4GN2CIGN9CI1BFCIGH5GH2GHTG
        2BJTG1BJ2BJNG18NG2CMNG1CM2CMTD8TD4CFTD4CF2CFSD1SD1SDSS3SS1SDSS1SS3SDSS9SS1SDSS1ETSDSS17ET2ETSO14SO50-7IN1INLK2LK
        23-1IN9-6TH5-2KH-4VN22-3PH3-1PH3-3PH-4PH23-1FM54-1MH-3MH3-2MH/188-6CR1CRPA1PA4-3PA5-5CO2COVE24VE92-3GN5GNSL4GN1C
        IGN6CI4BFCI1BFCIGH5GH1GHTG1TG1BJTG3BJ2BJNG18NG1CMNG1CM4CMTD9TD2CFTD4CF1CFSD1SD1SDSS2SS4SDSS1SD7SDSS3SS1SDSS1ETSD
        17ET1ETSO15SO50-7IN3LK33-1MM2MMTH3TH4-1KH2-1KHVN5VN4-1VN17-3PH3-1PH-9PH23-1FM2-1FM-1FM39-1MH16-3MH/188-6CR14-6CO
        1COVE21VE3TT91-13GN2CIGNML3CIML2BFCIML1BFCI3BF1BFGH5GH1GHTG2BJTG4BJ1BJNG18NG2CMNG4CMTD10TD2CFTD2CF2CFSD1SD4SDSS6
        SD2SDSS2SD1SDSS3SS1SDSS1ETSD16ET2ETSO16SO41-1IN2-1IN4-8IN35-2MM1MMTH2TH5-2KH3KHVN6VN-1VN19-3PH3-10PH26-1FM51-2MH
        4-3MH-1MH/188-1CR4CRNI1CR14-6CO1COVE13VE-1VE-5VE1TTVE2TT89-1GW2GNGW11GN2GNML2ML2CIML1ML1BFML4BF5BFGH1GHTG1BFGHTG
        1BFBJTG5BJ1BJNG19NG1CMNG2CM1CMTD12TD2CFTD1CFSDTD1CFSD16SD2SDSS1SS2SDSS2ETSD13ET2DJET1DJETSO3SO-13SO41-2IN-1IN3-9
        IN24-2IN9-2MM2MMTH1TH6-3KH4KHVN5VN20-14PH/187-1NI4CRNI1NI17-4CO2COVE8VE7-3VE4-2TT87-3GW1GNGW11GN2GNML5ML1BFML4BF
        1BFGH1BF3BFGH2BFGHTG1BFBJTG3BFBJ1BJ2BJNG19NG3CMNG1CMTD13TD1CFTD1CFSDTD18SD1SDSS1SS1SDSS2SD2ETSD12ET2DJET1DJETSO1
        DJSO1SO6-9SO41-3IN4-9IN25-1IN9-3MM1MMTH1TH5-6KH2KHVN6VN19-14PH72-1MH5-1MH-4MH3-1MH/186-7NI20-2CO3COVE-2VE1CWVE1C
        W-1VE-2VE2-2VE4-1GD90-3GW3GNGW4GN2GNML3GN1GNML6ML2BFML13BF1BFBJNE1BJ1BJNE1BJNENG21NG1CMNG1CMTD14TD1SDTD18SD3SDSS
        3SD1ETSD12ET2DJET1DJ1DJSO12-4SO41-2IN4-10IN24-3IN7-4MM2MMTH4-1TH1KHTH5KH3KHVN5VN20-2PH-10PH72-1MH5-2MH/185-10NI2
        0-3CO-2AWVE2CW1BQ12-1GDVC1VC88-3GWSN3GW1GNGW4GNSN1GNMLSN5GNML7ML2BFML12BF1BFBJNE2BJNE1NENG20NG1CMNG1CMNGTD1CMTD1
        3TD2SDTD19SD2SDSS3SD2ETSD12ET1DJERET1DJER1DJ17-5YE40-12IN24-3IN7-3MM2MMTH1TH3-1TH1KHTH7KH3KHVN3VN20-13PH88-1MH/1
        84-1NI1HNNI7NI3-1CO22-2AW16-1VC88-2SN4GWSN1GNGWSN2GNSN2SN1MLSN3ML1GNML9ML1BFML10BF3BFNE2NE2NENG4NG2NENG2NG3NENG8
        NG1CMNG1CMTD13TD2SDTD26SD2ETSD10ET1ERET1DJERET1DJER1DJERYE4YE15-4YE39-12IN24-2IN8-3MM1MMTH5TH2KHTH8KH2KHVN3VN21-
        11PH/180-4SV1HNNISV2HNNI6NI4-1CO39-1VC2-2BB84-7GMSN3SN2MLSN13ML3BFML7BF2BFNE5NE1NENG4NG5NENG1NE7NENG1NG1NGTD1CMN
        GTD14TD2SDTD27SD1ETSD9ET2ERET1ER1ERYE8YE55-12IN24-2IN-1IN7-2MM1MMTH5TH2KHTH8KH2KHVN3VN21-9PH40-1GU/177-2GT2GTSV1
        SV3HNSV1HN3HNNI5NI43-2LC87-7GMSN2SN2MLSN15ML3BFML5BF3BFNE5NE5NENG12NE2NENG1NENGTD16TD1SDTD27SD2ETSD8ET1ERET2ER12
        YE52-12IN24-2IN8-3MM1MMTH5TH2KHTH5KH2KHLA1KH2KHVN3VN21-9PH40-1GU/175-5GT1GTSV1GTHNSV1HNSV4HN3HNNI5NI42-2LCMQ86-1
        0SN2MLSN17ML2BFML4BF1BFNE25NE2NETD16TD2SDTD26SD1ETSD1ERETSD8ERET2ER-14YE49-13IN25-1IN8-2MM2MMTH6TH5KHTH1KHLATH3K
        HLA1KHLAVN1KHVN3VN21-9PH41-1MP/174-1MX1GTMX5GT1GTHN7HN5HNNI1NI42-2MQ71-4CV10-11SN1MLMRSN1MLMR18ML5BFML1BFMLNE1ML
        NE25NE1NETD16TD2SDTD26SD2ERSD1ER6ERET2ER2-16YE47-13IN26-1IN7-1MM2MMTH12TH2LATH2KHLA2KHLAVN3VN21-5PH46-1MP45-2MH/
        173-2MX1GTMX5GT3GTHN9HN1HNNI43-1DM73-3CV11-8SN3MRSN13MLMR9ML2BFML1ML7MLNE19NE2NETD16TD2SDTD25SD2ERSD9ER-20YE43-1
        4IN34-1MM2MMTH12TH2LATH2LA2LAVN3VN16-1PH3-6PH46-1MP/164-6MX-4MX2GTMX4GT2BZGT1GTHN9HN39-1VE3-1GP1DMGP76-1CV11-7SN
        2MRSN1MR2MLMR3MR1MLMR6MR2MLMR17ML2MLNE19NE2NETD15TD4SDTD24SD1ERSD9ER22YE41-17IN25-4MM3-2MM1MMTH12TH2LATH2LA1LAVN
        3VN4-1CN16-5PH/162-14MX4GTMX1GT1BZGT2BZ2-1BZHN2HN47-2GP73-1CV2-1CV11-3MRSN2SN3MRSN14MR2MLMR17ML2MLNE20NE2NETD17T
        D25SD1ERSD7ER2-2SA1SAYE20YE40-19IN23-5MM-3MM1MMTH11TH2LATH2LA2LAVN2VN7-2CN13-6PH46-2MP/20-2UM137-18MX2GTMX2GT1BZ
        GT3BZ3-1HN46-1AGMS1AG1GP71-3CV2-1CV12-5MRSN16MR1MLMR19ML1MLNE21NE2NETD16TD25SD2ERSD4ER-1ER-3SA2SAYE6YE2SAYE10YE2
        OMYE3OM36-19IN23-8MM2MMTH11TH1LATH2LA2LAVN2VN8-2CN14-5PH46-1MP/154-1MX2-20MX2GTMX2GT1BZGT4BZ6-1HN23-1DO16-1BQ1BQ
        KN-1AG72-2CV16-21MR1MLMR19ML1MLNE22NE1NETD16TD26SD3ERSD2ER4-3SA10SAYE9YE1OMYE7OM33-21IN21-8MM1MMTH5TH1LATH6TH1LA
        TH2LA1LAVN2VN25-6PH45-1MP/155-23MX3GTMX1BZGTMX1BZMX2BZ19-4JM8-2DO7-4PR-1VI2-1BQSX1BLBQSX-1AG90-21MR1MLMR19ML1MLN
        E22NE1NETD16TD27SD3ERSD4-4SA2SAYE7SA2SAYE7YE2OMYE7OM33-22IN20-7MM1MMTH5TH6LATH1TH2LATH1LA1LAVN2VN26-5PH46-1MP/13
        0-1MX21-29MX4BZMX1MX17-5JM-1UM-5HT1DOHT7DO5PR1PRVI1VGVI1VG-1AIMFSXVG1AIMFSX92-21MR1MLMR19ML1MLNE22NE1NETD16TD29S
        D1ERSD3-15SA2SAYE5YE2OMYE9OM31-24IN18-7MM2MMTH6TH7LATH1LA2LAVN1VN4-4CN19-5PH46-1MP/48-1US88-2MX12-20MX3-12MX18-1
        JM6-4HT2DOHT7DO-2PR3-2VG-1VG93-21MR1MLMR17ML1DZML1ML1MLNE22NE1NETD16TD30SD2-17SA6SAYE1OMSAYE1OMYE11OM29-25IN16-8
        MM2MMTH6TH1LATH5LA3LAVN1VN5-5CN19-4PH46-1MP/48-3US87-1MX10-20MX8-9MX11-1KY16-2HT1DOHT6DO103-22MR1MLMR17ML2DZML1D
        ZMLNE3DZNE19NE1NETD16TD29SD3-24SA3OMSA9OM29-26IN15-9MM1MMTH5TH2LATH4LA3LAVN2VN5-5CN20-2PH89-1UM/47-4US98-19MX9-9
        MX13-2KY3-7CU2-3HT1DOHT4DO105-22MR1MLMR16ML2DZML4DZ2DZNE18NE1NETD14TD2LYTD2LYSD25SD4-28SA3OMSA6OM29-28IN12-10MM4
        MMTH1TH3LATH5LA2LAVN3VN4-6CN20-2PH45-1MP/48-2US98-19MX9-1MX-9MX17-8CU2-1HT112-20MR2MLMR14ML3DZML6DZ2DZNE17NE1NET
        D12TD3LYTD2LY1LYSD25SD4-30SA2OMSA7OM27-29IN11-13MM2MMTH1LAMMTH1LATH6LA2LAVN4VN-1VN3-3CN21-2PH45-1MP/45-4US99-18M
        X9-1MX2-9MX14-10CU-2BS111-1EHMR21MR1MLMR14ML2DZML10DZ2DZNE15NE1NETD10TD3LYTD4LY1LYSD25SD3-32SA1OMSA7OM22-4IN-30I
        N9-1BDMM15MM2LAMM4LA4LAVN6VN2-4CN21-1PH45-1JP/43-4US100-1MX-17MX13-8MX6-2CU5-9CU3-3BS-2TC107-9EHMR13MR1MLMR13ML2
        DZML12DZ3DZNE12NE2NETD8TD3LYTD6LY1LYSD25SD3-32SA1OMSA8OM20-36IN8-1BD2BDMM14MM1CNMM2CNLAMM1CNLA1LA2LAVN9VN1CNVN-5
        CN20-1PH/38-4US-2US101-20MX11-1MX4-5MX3-8CU-8CU5-3BS3TC108-7EH1EHMR13MR1MLMR11ML3DZML15DZ2DZNE11NE1NETD7TD3LYTD8
        LY1EGLYSD9SD1EGSD6SD3EGSD5SD3-34SA1OMSA8OM18-40IN1BDIN3BD-2BD1BDINMM1INMM12MM3CNMM1CNLAMM1CNLA2LAVN7VN4CNVN12CN1
        2-1TW-1TW/39-3US105-18MX12-1MX2-1MX9-15CU3-1BS2-4BS111-7EH1EHMR13MR1MLMR10ML2DZML18DZ3DZNE9NE1NETD5TD3LYTD10LY1E
        GLY17EGSD1EG2EGSD4SD3-32SA1AESA1AEOMSA1OMSA8OM17-40IN2BDIN6BD1BDINMM1INMM11MM2CNMM3CN1CNLA2CNLAVN1CNVN6VN1CNVN16
        CN10-4TW/139-2MX6-18MX15-1MX10-13CU4-1BS-4BS113-6EH1EHMR13MR1MLMR8ML3DZML21DZ3DZNE4NE2LYNE1LYNETD1NETD2TD3LYTD13
        LY1EGLY19EG3EGSD1SD4-27SA6AESA1AEOMSA9OM17-40IN1BDIN5BD3BDIN1INMM11MM2CNMM3CN1CNLA6CNVN1VN3CNVN20CN6-4TW/36-1US1
        02-3MX4-19MX28-8CU6-4BS-1BS114-6EH3EHMR11MR1MLMR7ML2DZML25DZ2DZNE4LYNE1LY1LYNETD4LYTD15LY1EGLY20EG2EGSD5-26SA2AE
        SA5AE1AEOM8OM17-41IN1BDIN4BD3BDIN1IN1INMM10MM3CNMM9CN3CNVN23CN3-6TW/27-1UM2-1US107-4MX3-20MX35-1BS3-2BS-5BS115-8
        EH1EHMR11MR1MLMR5ML3DZML27DZ1DZLYNE1LYNE24LY1EGLY22EG4-27SA1AESA6AE2AEOM6OM16-2PK2INPK39IN1BDIN4BD3BDIN1IN3INMM6
        MM1CNMM1MM1CNMM38CN2-6TW/136-5MX3-21MX38-9BS116-7EH1EHMR10MR2MLMR3ML3DZML26DZ4DZLY25LY1EGLY22EG2-28SA1AEQASA1AES
        A7AE2AEOM2OM19-3PK6INPK33IN2BDIN4BD3BDIN1IN1INMM1IN1INMM6MM3CNMM40CN2-4TW-4JP13-1JP19-1JP24-1JP/128-1MX6-30MX29-
        6US2-7BS120-6EH1EHMR10MR4MLMR1DZMLMR1DZML28DZ2DZLY27LY1EGLY21EG3-27SA1QASA1AEQASA1AEQA3AE-3AE2AEOM1OM19-8PK2INPK
        33IN1BDIN7BD1BDIN3IN2INMM5MM1CNMM43CN2-3TW4-3JP31-1JP/135-4MX2-25MX31-3US3-5BS122-5EH1EHMR12MR3DZMR28DZ2DZLY28LY
        1EGLY20EG3-28SA1QASA2QA-1AE2-1AE-3AE4-6IR1IRPK17PK1INPK34IN9BDIN4IN1INMM5MM2CNMM43CN2-3TW37-1JP/16-1UM116-6MX2-2
        3MX2MXUS30-4US-1BS2-3BS123-5EH8EHMR4MR2DZMR30DZ1DZLY29LY1EGLY20EG2-28SA1BHSA1BHQA3QA3-2IR3AE-9IR1IRPK16PK2INPK34
        IN4BDIN9IN2INMM5MM2CNMM42CN7-1JP-1JP12-1JP/12-1UM120-5MX3-20MX4MXUS1US29-6US-1BS-3BS124-11EH1EHMR2MR3DZMR30DZ2DZ
        LY29LY1EGLY19EG3-28SA2BHSA1QA4-4IR-1AE-9IR2IRPK15PK1INPK32IN3INNP1BDINNP3BDIN10IN1INMM6MM1CNMM44CN11-4JP/131-7MX
        2-21MX1MXUS4US29-5US2-5BS125-10EH1EHMR3DZMR33DZ1DZLY29LY1EGLY19EG2-30SA5-18IR3IRPK11PK3INPK28IN6INNP1NP1BDINNP1B
        DBTIN7BTIN5IN2INMM5MM1CNMM44CN12-3JP27-1JP/130-7MX-22MX2MXUS4US28-6US3-2BS128-9EH1DZEHMR1DZMR35DZ1DZLY29LY1EGLY1
        9EG2-29SA5-20IR2IRPK12PK1INPK25IN5INNP5NP2INNP1BTCNIN5BT2BTIN6IN4INMM2MM1CNMM45CN12-3JP26-1JP/8-1UM120-7MX-23MX1
        MXUS6US27-6US123-2ES-1ES-2ES3-9EHMA1DZEHMA36DZ1DZLY29LY1EGLY18EG1EGSA32SA-23IR1IRPK13PK5INPK19IN3INNP2NP1INNP2NP
        3CNNP1CNINNP1CNNP1CNINNP1CNIN1BTCN3BT1BTCN1BTCNIN2CNIN7IN2INMM1MM2CNMM45CN13-3JP25-1JP/3-1UM-1UMUS122-2MX-28MX2M
        XUS7US26-5US125-9ES-8MA1DZMA36DZ1DZLY29LY1EGLY18EG2EGSA28SA4-22IR2IRPK14PK2INPK1PK2INPK16IN3INNP6NP4CNNP2CN2CNIN
        5BTCN2CN2CNIN5IN2CNIN1CNINMM2CNMM47CN14-3JP/123-1MX6-23MX1MXUS4MX2MXUS10US11-1US12-5US124-2ES2-1ES3-3ES3-5MA2DZM
        A35DZ1DZLY29LY1EGLY19EG1EGSA22SA1IQSA1SA3KWSA4-22IR2IRPK19PK2INPK14IN2INNP6NP3CNNP15CN3CNIN3IN2CNIN1CN1CNMM49CN1
        2-3JP/123-1MX5-22MX4MXUS2MX2MXUS12US5-6US11-6US133-2ES4-5MA3DZMA33DZ1DZLY29LY1EGLY19EG1EGILJOSA3JOSA15SA5IQSA1IQ
        KWSA1KWSA2KW3-22IR2IRPK5AFPK16PK2INPK13IN1INNP5NP3CNNP19CN6CNIN51CN13-2JP/128-22MX2MXUS2US4MXUS25US5-10US141-6MA
        5DZMA28DZ2DZLY29LY1EGLY19EG1EGILJO1ILJO2JO3JOSA10SA3IQSA4IQ2IQKW1KW1IQIRKW1IQIR-22IR2AFIRPK2AFPK3AF5AFPK13PK2INP
        K12IN2INNP2NP3CNNP79CN13-1JP/127-5MX2-16MX1MXUS47US129-2PT11-9MA2DZMA27DZ1DZLY1DZLYTN1LYTN28LY1EGLY19EG1EGIL1ILJ
        O4JO1JOSA9SA2IQSA7IQ2IQKW1IQIRKW25IR1AFIR9AF1AFPK14PK1INPK12IN1CNIN2CNINNP2CNNP81CN14-2JP18-1JP/127-4MX2-15MX3MX
        US47US142-10MA3DZMA25DZ1DZTN1TN1LYTN17LY-10LY2EGLY17EG2EGIL1ILJO4JO1JOSA7SA3IQSA9IQ2IQIR25IR2AFIR8AF2AFPK13PK3IN
        PK9IN2CNIN85CN13-4JP/126-10MX8MXUS3MX2MXUS49US142-12MA1DZMA25DZ1DZTN1TN1LYTN15LY3-10LY1EGLY8EG-9EG1EGILPS1ILPS1I
        LJOPS3JO1JOSA6SA3IQSA11IQ1IQIR25IR3AFIR9AF3AFPK13PK1INPK7IN3CNIN85CN13-5JP/126-7MX4MXUS6US5MXUS51US141-12MA3DZMA
        23DZ1DZTN1TN2LYTN10LY7-10LY2EGLY3EG6-4EG4-2ILPS1ILJOPS1JOPS2JO5JOSA1SA2IQSA13IQ1IQIR25IR1AFIR13AF4AFPK10PK1INPK7
        IN1CNIN86CN12-1JP2-5JP/125-5MX4MXUS66US30-1BM95-2PT13-13MA4DZMA18DZ3DZTN2TN3LYTN7LY8-11LY19-2ILPS1ILJOPS3JOSY3JO
        1IQJOSA2IQSA13IQ2IQIR25IR1AFIR16AF1AFPK10PK2INPK5IN3CNIN85CN12-1JP2-5JP15-1JP/122-2US-6MXUS70US124-3PT13-15MA3DZ
        MA17DZ1DZTN5TN2LYTN6LY11-6LY22-1IL1ILPS1ILJOSY1JOSY1SY3JOSY2IQJO13IQ3IQIR26IR1AFIR16AF2AFPK8PK2INPK6IN4CNIN83CN1
        4-10JP/120-82US125-1PT14-14MA2DZMA17DZ2DZTN6TN1LYTN46-1ILLB1ILLBSY4SY1JOSY1IQJOSY1IQSY12IQ2IQIR28IR1AFIR16AF3AFP
        K7PK1INPK8IN2CNIN83CN10-2KR3-12JP2-1JP7-1JP/119-2US2-82US139-12MA1DZMA18DZ1DZTN7TN47-1LB2LBSY5SY3IQSY9IQ2IQIR29I
        R1AFIR17AF3AFPK5PK2INPK8IN1CNIN84CN10-3KR4-14JP6-1JP/119-87US140-10MA1DZMA18DZ2DZTN4TN50-1LB2LBSY6SY3IQSY7IQ2IQI
        R28IR2AFIR17AF4AFPK4PK2INPK8IN1CNIN83CN9-6KR2-1JP-14JP4-2JP/118-90US138-9MA2DZMA19DZ1DZTN6TN24-3GR14-5CY2-2LBSY9
        SY1IQSY8IQ1IQIR29IR2AFIR18AF3AFPK3PK8INPK1IN2CNIN82CN10-8KR1JP3-18JP/117-93US137-7MA1ESMA1DZESMA20DZ1DZTN6TN2-1I
        T21-8GR9-5CY2-11SY1IQSY8IQ2IQIR29IR1AFIR4AFTM16AF1AFPK10PK2CNINPK1CNIN83CN11-8KR5-17JP/116-94US137-2MA1ESMA3-1ES
        3-19DZ1DZTN6TN2-1IT2-2MT16-3GR3-4GR12-2CY-2SYTR9SY1IQSY7IQ3IQIR29IR1AFIRTM3TM2AFTM14AF2AFPK8PK3CNPK1CNINPK86CN10
        -8KR5-17JP/116-93US138-2ES1ESGI1ES9-16DZ1DZTN5TN6-1MT15-3GR3-7GR-1TR1GRTR2TR2-5TR2-1TR2SYTR8SY1IQSY7IQ2IQIR30IR1
        IRTM4TM3AFTM12AF2AFPK7PK2CNPK90CN8-9KR5-2JP4-11JP/115-94US100-1PT32-1PT-1PT-11ES5-14DZ2DZTN5TN2IT3-3IT12-11GR1GR
        TR18TR8SYTR1SY3IQSY3IQ1IQTR2IQIR29IR3IRTM6TM1AFTM5AF2AFTJ5AF1AFTJ3AFPKTJ3AFPK1AFCNPK2CNPK94CN6-7KR14-9JP/114-95U
        S100-1PT32-3PT1ESPT12ES14-4DZ-6TN3-5IT10-13GR1GRTR25TR4SYTR1IQSYTR4IQTR1IQIRTR12IR5-3IRTM8IR3IRTM8TM4AFTM1AFTMUZ
        1AFUZ1AFTJUZ3AFTJ3AF6AFTJ1AFCNTJ1AFCNPKTJ1CNPKTJ95CN5-8KR2-1JP-1JP9-10JP/113-97US98-2PT32-2PT2ESPT13ES18-1TN6-9I
        T8-13GR1GRTR33TR2IRTR9IR8-2TM2IRTM3IR5IRTM12TM1AFTM1TM1TMUZ1UZ2TJUZ1TJ3AFTJ1AF2AFTJ5TJ2CNTJ88CN-5CN4-3KP2KPKR5KR
        2-1JP11-2JP-7JP/113-97US92-2PT37-4PT2ESPT13ES24-10IT6-10GR-1GR1GRTR35TR2IRTR7IR1AZIR9-3TM5IRTM15TM4TMUZ2UZ1TJUZ3
        TJ3AFTJ6TJ1CNTJ88CN3-1CN7-4KP4KPKR1KR18-8JP/112-99US91-4PT35-4PT2ESPT14ES-2ES12-3IT7-1IT-7IT6-11GR2GRTR34TR1IRTR
        1IR2AZIR2AMAZIR2IR2AZIR1AZ7-22TM3TMUZ4UZ2TJUZ10TJ3CNTJ86CN-1CN3-3CN5-7KP1KPKR22-5JP/112-100US85-1PT5-2PT36-4PT2E
        SPT13ES2-5ES9-4IT11-4IT4-10GR2-1GR2GRTR34TR1IRTR1IR1AZIR2AMAZ1AMAZIR3AZIR2AZ7-20TM3TMUZ5UZ3TJUZ4TJ6KGTJ1CNKGTJ91
        CN3-5CN2-7KP23-6JP/111-101US85-1PT43-3PT3ESPT14ES3-5ES7-4IT10-4IT-2IT-1GR2ALGR8GR-1GR37TR2AMIRTR4AMAZ1AZ2AZIR3AZ
        5-19TM3TMUZ7UZ4TJUZ4KGTJ1KGTJUZ1KGTJ3KG1CNKG92CN2-6CN1CNKP8KP22-6JP/111-102US129-3PT2ESPT14ES6-2ES7-4IT9-9IT2AL2
        ALGR7GR-1GR1GRTR35TR2AMTR1AM2AMAZ10AZ3-19TM1TMUZ12UZ1TJUZ1KGTJUZ1KGTJ2KGTJUZ3KGUZ2KG7CNKG88CN-5CN3CNKP8KP20-5JP/
        111-105US126-4PT1ESPT15ES14-4IT5-12IT-3AL2ALGRMK1GRMK8GR1GRTR3TR-30TR1AMTR2AM2AMAZ9AZ4-18TM2TMUZ12UZ1KZUZ4TJUZ2U
        Z3KGUZ2KG3CNKG1KG1CNKG1CN1CNKG93CN4CNKP7KP19-5JP/111-110US121-4PT2ESPT17ES11-1IT2FRIT1IT5-10IT3-2AL2ALMK1MK2GRMK
        1BGGRMK6BGGR1BGGRTR1GRTR22TR-6TR3GETR2AMGETR2AMGE1AMAZGE3AZGE3AZRU2AZ6-5TM2KZTM1KZTMUZ2TMUZ5TM4TMUZ9UZ6KZUZ1UZ2K
        GTJUZ4KGUZ7KG5CNKG94CN5CNKP3KP18-5JP/111-82US4CAUS24US121-6ESPT19ES10-2FR4-1IT1ITVA8IT5-1ALME1AL1ALMK1ALMKXK3MK2
        BGMK1BG2BGGR2BG2BGGRTR3BGTR6-10TR10-3GETR6GE1AZGERU2AZRU1RU2AZRU6-2KZTM3TM2KZTM1KZ1KZUZ2TMUZ4TM2TMUZ11UZ2KZUZ4KZ
        2KZUZ2KGKZUZ1KG1KGUZ13KG3CNKG46CN6CNMN41CN2CNKP1CN2CNKP3KP17-5JP3-1JP/111-82US2CAUS1CA5CAUS19US121-1ES2ESPT18ES1
        ADES1ADESFR3ESFR10-3FR12IT1HR3-2HRME2ALME1ALXK1ALMKXK1MKXK1MKRSXK2BGMKRS7BG3BGTR1BG9-2TR-2TR12-8GE2GERU4RU7-1KZ5
        KZTM1KZ1KZUZ2UZ7TMUZ11UZ1KZUZ7KZ1KZUZ2KGKZUZ3KG2KGKZ10KG1KGKZ2CNKGKZ42CN4CNMN4MN9CNMN36CN4CNKP1KP1CNKPRU16-5JP-3
        JP/110-84US2CAUS4CA3CAUS16US122-16ES5ESFR2ADESFR3FR5-1FR4-3FR9IT2-4HR1BAHR1BAHRME1BAME1ME1ALMEXK1ALMERSXK3RSXK2B
        GRS10BG25-5GE6GERU4RU7-8KZ1KZUZ4UZ3TMUZ12UZ2KZUZ9KZ6KGKZ1KG10KGKZ1KZ2CNKZ30CN12CNMN15MN3CNMN37CN1CNKP2CNKPRU1CNR
        U6RU10-12JP/111-84US1CAUS5CA1CAUS18US7-3CA111-15ES2ESFR16FR4-1FR9IT2-4HR2BAHR1BA1BAME1BAMERS2MERS2RSXK2RS1BGRS12
        BG21-1RU7GERU9RU6-9KZ1KZUZ11UZ2KZUZ5UZ2KZUZ15KZ3KGKZ10KZ2CNKZ29CN2CNMN28MN3CNMN35CN1CNKP2CN1CNRU8RU9-11JP1JPRU1R
        U/111-84US1CAUS5CA6CAUS17US3-4CA8-2CA102-7ES2-1ES3-18FR1FRITMC1FRIT1IT3-4IT2ITSM2IT2-3HR2BAHR2BA1BAME1BAMERS1BAR
        S4RS1BGRS8BGRO2BG3BGRO20-2RU2GERU14RU5-10KZ1KZUZ10UZ9KZUZ29KZ2CNKZ29CN1CNMN31MN2CNMN37CN1CNRU9RU10-8JP1JPRU3RU/1
        11-84US1CAUS10CA3CAUS16US-7CA7-1CA116-16FR3FRIT10IT2-4HR1BAHR5BA2BARS4RS2BGRORS1BGRO5RO4BGRO2RO8-3UA7-20RU4-11KZ
        1KZUZ5UZ3-1UZ2KZUZ37KZ1CNKZ27CN3CNMN31MN2CNMN38CN1CNRU10RU9-9JP4RU/111-84US1CAUS12CA5CAUS12US2CAUS10CA120-16FR2F
        RIT11IT-4HR2BAHR4BA2BAHRRS3RS4RORS14RO6-6UA2-21RU4-12KZ1KZUZ5UZ4-38KZ2CNKZ25CN3CNMN33MN2CNMN1CN4CNMN32CN2CNRU11R
        U9-4JP5-4RU/111-83US2CAUS14CA1CAUS1CA7CAUS6US1CAUS13CA118-16FR2FRIT11IT1HR4HRSI6BAHR1BAHRRS1HRRS2RS3RORS12RO1MDR
        OUA3ROUA4-9UA1RUUA23RU3-1KZ-10KZ5KZUZ1UZ4-38KZ6CNKZ15CN6CNMN36MN3CNMN2MN4CNMN31CN4CNRU8RU6-5JP9-3RU/112-80US3CAU
        S23CA2CAUS4US2CAUS15CA116-16FR1FRIT1CHFRIT1CHIT1IT2CHIT8IT1HRITSI1SI3HRSI2HR3HRHU2HRHURS1RS2RORS14RO1MDROUA1MDUA
        3UA4-6UA4-25RU5-11KZ2KZUZ2KZ-43KZ2CNKZ15CN2CNMN48MN2CNMN33CN2CNRU8RU7-1JPRU1RU12-4RU/111-79US4CAUS25CA1CAUS4US1C
        AUS16CA115-15FR4CHFR6CHIT5IT1ITSI1ATITSI2ATSI1SI2HRSI1HRHUSI1HRHU3HU2HURS1HURORS2HURO13RO1MDRO4MDUA1UA-10UA2-22R
        U2KZRU1KZ5-60KZ1CNKZ15CN2CNMN49MN3CNMN3CN2CNMN27CN1CNRU9RU5-3RU-2RU11-3RU/111-78US3CAUS27CA2CAUS3US1CAUS9CA3-3CA
        7-1CAPM2CA-4CA100-17FR2CHFR4CH1CHIT1ATCH1ATCHIT6ATIT1ATITSI1AT3ATSI1ATHRHUSI1HUSI8HU2HURO12RO1MDRO1MD2MDUA15UA21
        RU3KZRU66KZ1CNKZ1CN4CNKZ10CN2CNMN51MN6CNMN27CN2CNRU9RU5-5RU13-1RU-2RU/111-76US3CAUS30CA5CAUS8CA2-2CA-2CA6-1CA1CA
        PM7CA98-20FR2CHFR3CH1CHLI1ATCHDELI1ATCHDE1ATDE1ATDEIT2ATIT2ATDE5AT2ATHU9HU2HURO9RO3MDRO1MD2MDUA16UA1RUUA19RU2KZR
        U67KZ7CNKZ8CN2CNMN56MN2CNMN28CN2CNRU9RU4-4RU17-2RU/110-70US2CAUS2US4CAUS44CA4-2CA3-14CA95-23FR2CHFR1CHDEFR3CHDE1
        ATCHDE7ATDE5AT2ATHU1ATHUSK3HUSK6HU1HURO1HUROUA7ROUA1RO1MDRO2MD2MDUA17UA4RUUA14RU3KZRU74KZ1CNKZ6CN3CNMN49MN9CNMN2
        2CN5CNRU3CN1CNRU10RU3-3RU19-2RU/110-1US3CAUS60US11CAUS47CA9-14CA94-26FR1DEFR9DE2ATDE6AT1ATSK1ATHUSK2SK7HUSK1HUSK
        UA1HUROUA1ROUA5UA1ROUA2MDROUA3MDUA21UA2RUUA11RU3KZRU76KZ2CNKZ3CN4CNMN51MN1CNMN3CN2CNMN24CN1CNRU3RU5CNRU11RU3-2RU
        3-1RU16-1RU/108-5CA1CAUS11US1CAUS44US5CAUS57CA9-14CA95-25FR2DEFR9DE2ATCZDE5ATCZ1ATCZSK2CZSK4SK4HUSK2SKUA33UA1RUU
        A13RU1KZRU78KZ2CNKZ1CN2CNMN54MN2CNMN26CN3CNRU19RU2-3RU2-2RU16-3RU/106-7CA3CAUS2CA14CAUS3CA1CAUS4CA6CAUS1CA5CAUS1
        CA5CAUS1CA1CAUS1CA1CAUS1CA2CAUS2CA1CAUS1CA2CAUS66CA5-12CA100-1GG1GGJE1FRJE13FR1BEFR1FRLU1DEFRLU4DEFR8DE2CZDE2CZ2
        ATCZ4CZ2CZSK1CZPLSK7PLSK1PLSKUA33UA2RUUA12RU2KZRU76KZ2KZRU2CNKZRU1CNMNRU3MNRU37MN10MNRU6MN1CNMN23CN4CNRU22RU2-5R
        U19-2RU/105-122CA3-6CA7-11CA93-1GB-1GB4-1GG1GBGG2FR2-8FR3BEFR1BEFRLU1DEFRLU1DELU10DE2CZDE9CZ2CZPL1CZPLSK2PLSK5PL
        2PLUA28UA6RUUA12RU2KZRU1KZ2KZRU71KZ5KZRU2RU4MNRU10MN6MNRU18MN3MNRU7RU4MNRU2MN2MNRU2CNMNRU5CNRU15CN4CNRU24RU2-5RU
        19-2RU/103-139CA2-6CA98-6GB8-4FR4BEFR1BE1BELU1BEDELU11DE3CZDE5CZ5CZPL9PL3PLUA21UA7RUUA17RU4KZRU70KZ3KZRU8RU4MNRU
        5MN5MNRU2RU2MNRU8MN10MNRU12RU4MNRU1RU1MNRU5RU1CNRU15CN2CNRU26RU2-4RU21-4RU/101-142CA2-5CA99-13GB-2FR3BEFR3BE2BED
        ENL13DE3CZDE1CZDEPL3CZPL14PL2PLUA21UA2RUUA25RU2KZRU9KZ8KZRU1KZ7KZRU35KZ2KZRU1KZ7KZRU13RU7MNRU6RU2MNRU7MN2MNRU32R
        U2CNRU14CN1CNRU27RU2-4RU22-4RU/-3US99-147CA90-2IE8-13GB-1FR1BEFR5BENL1BEDENL1DENL15DE1CZDE1CZDEPL1CZPL16PL1BYPLU
        A7UA1BYUA1UA5BYUA6UA3RUUA27RU6KZRU1KZ4KZRU3RU6KZRU3RU3KZRU35KZ4KZRU3RU1KZRU28RU2MNRU5MN3MNRU34RU1CNRU13CN2CNRU27
        RU2-4RU24-4RU42-1US/-9US87-2CA4-147CA89-6IE4-14GB3-3NL1BENL1NL3DENL15DE1DEPL17PL1BYPLUA14BYUA6UA1RUUA31RU7KZRU13
        RU2KZRU36KZ1KZRU37RU8MNRU35RU3CNRU10CN2CNRU33RU25-5RU37-6US/6-10US-1US78-3CA2-149CA88-10IE-15GB4-5NL2DENL14DE1DE
        PL16PL2BYPL13BY2BYUA1BYRUUA5RUUA51RU3KZRU34KZ2KZRU38RU2MNRU42RU1CNRU10CN2CNRU33RU25-6RU28-2US3-1US2-3US2-1US/17-
        7US71-3CA2-99CA-49CA91-8IE2-14GB5-4NL2DENL13DE2DEPL16PL2BYPL14BY2BYRU57RU4KZRU31KZ2KZRU82RU2CNRU9CN2CNRU34RU25-6
        RU26-5US/20-1US-5US67-3CA-151CA90-9IE2-11GB8-5NL1DENL13DE1DEPL18PL1BYPL14BY4BYRU56RU3KZRU21KZ3KZRU6KZ2KZRU83RU12
        CNRU35RU25-9RU24-1US/23-5US65-4CA-98CA4-49CA90-9IE5-8GB11-1NL1DENL14DE1DEPL17PL1LTPL1BYLTPL2BYLT13BY3BYRU55RU5KZ
        RU18KZ7KZRU2KZ3KZRU90RU2CNRU34RU2-3RU24-9RU/26-6US2-2US57-4CA-98CA-2CA-47CA92-4IE5GBIE2GB2IM8GB16-13DE10PL6PLRU1
        LTPLRU2LTPL1LT3BYLT10BY2BYRU58RU9KZRU11KZ6KZRU2RU4KZRU122RU-4RU3-2RU25-12RU13-1RU/30-7US2-3US50-5US3CAUS96CA4-46
        CA96-1IE3GBIE13GB17-1DE4DEDK1DK1DEDK3DK2DE-2DK-6PL-1PLRU5RU1LTRU5LT2BYLT8BY2BYRU67RU7KZRU4KZ2KZRU134RU-1RU32-14R
        U7-5RU/32-10US50-7US2CAUS95CA4-1CA-42CA98-3IE2GBIE11GB18-1DEDK8DK1DKSE3SE2DK10-1LT4LTRU6LT2BYLT7BY2BYRU73RU7KZRU
        134RU34-13RU7-2RU/35-9US2-1US-1US41-9US1CAUS89CA10-42CA105-11GB19-9DK1DKSE4SE12-9LT2LTLV1BYLTLV2BYLV1BY5BYRU213R
        U36-14RU/37-8US-1US3-2US37-8US3CAUS86CA13-41CA106-9GB21-6DK-1DK2DKSE8SE7-1LV10LTLV3LV1BYLV1BYLVRU2BYRU218RU9-1RU
        24-16RU/20-2US18-8US2-4US34-7US3CAUS86CA16-5CA-33CA105-12GB20-6DK-1DK10SE2-1SE4-14LV2LVRU221RU33-16RU/19-2US21-6
        US2-6US31-7US2CAUS85CA19-4CA2-32CA106-13GB19-7DK16SE3-13LV1LVRU224RU33-14RU/44-12US30-7US2CAUS81CA24-3CA2-33CA10
        4-15GB17-2NO3-3DK-11SE2-3SE4-2EELV1LV1EE-6EELV2EELVRU226RU31-14RU/41-2US-13US28-7US2CAUS81CA23-1CA4-33CA108-4GB-
        5GB17-7NO4-13SE3-1SE4-6EE2EELV3EE2EERU227RU32-10RU-2RU/35-22US26-1US2CAUS5US2CAUS81CA24-2CA-34CA112-1GB-6GB15-11
        NO3NOSE13SE6-11EE2EERU228RU17-5RU12-12RU/35-19US2-4US7-1US12-3US5CAUS1US3CAUS79CA27-2CA2-21CA4-7CA113-2GB2-1GB-3
        GB13-13NO2NOSE14SE6-11EE2EERU242RU-12RU7-11RU/25-4US2-24US-10US4-3US3-5US3CAUS3CA3CAUS81CA27-3CA3-18CA6-5CA36-5G
        L82-2GB12-13NO2NOSE14SE1AX3AXFI5FI1EEFI5EE256RU10-11RU-2RU6-1RU/13-3US9-52US5CAUS89CA33-17CA8-3CA36-6GL81-4GB10-
        15NO2NOSE12SE5AXFI10FI3FIRU255RU11-14RU2-4RU/13-2US14-48US1CAUS94CA30-20CA8-1CA32-12GL81-3GB10-15NO2NOSE11SE4-2A
        XFI12FI3FIRU255RU6-4RU-21RU/27-50US1CAUS95CA31-18CA7-2CA30-15GL70-1FO22-15NO2NOSE9SE7-15FI3FIRU254RU5-28RU/27-50
        US1CAUS98CA23-3CA-14CA9-5CA29-16GL70-1FO22-15NO2NOSE10SE6-17FI2FIRU290RU/27-50US1CAUS98CA16-4CA3-3CA-13CA5-11CA2
        7-17GL68-4FO21-15NO1NOSE11SE6-18FI3FIRU291RU2-3RU/20-1US8-48US1CAUS101CA13-5CA6-4CA3-3CA4-16CA25-20GL94-12NO1NOS
        E13SE3-21FI2FIRU296RU/16-7US7-47US1CAUS101CA9-5CA-1CA2-2CA3-5CA8-18CA24-22GL39-6IS50-9NO2NOSE15SE-19FI3FIRU296RU
        /16-4US14-2US-40US1CAUS105CA2-15CA3-4CA6-20CA23-23GL35-14IS48-8NO2NOSE16SE2-15FI2FIRU297RU/11-5RU11-1US-2US2-2US
        -41US1CAUS107CA-13CA4-29CA23-25GL34-18IS47-6NO4NOSE15SE2-14FI2FIRU296RU/8-8RU7-1US2-51US1CAUS108CA-10CA6-28CA-2C
        A21-26GL30-22IS48-6NO2NOSE15SE4-11FI2FIRU299RU/6RU-12RU5-53US1CAUS116CA9-24CA2-6CA18-30GL27-24IS47-7NO2NOSE16SE3
        -10FI1FIRU16RU3-281RU/20RU-1RUUS55US1CAUS116CA17-16CA-9CA15-37GL21-23IS50-6NO1NOSE18SE1FISE10FI2FIRU10RU8-281RU/
        21RU5-51US1CAUS117CA16-27CA14-39GL21-6IS-12IS52-6NO2NOSE16SE2FISE10FI1FIRU300RU/19RU11-3US-43US1CAUS120CA14-26CA
        14-41GL30-2IS-3IS55-6NO3NOSE14SE2FISE9FI1FIRU24RU-2RU2-272RU/15RU17-45US1CAUS120CA7-5CA4-23CA15-42GL89-2NO2-5NO1
        NOSE13SE2FISE10FI2FIRU23RU4-5RU3-51RU-213RU/10RU19-48US1CAUS107CA-12CA7-28CA19-45GL87-3NO2-3NO2NOSE1SE1NOSE10SE2
        FISE10FI3FIRU22RU4-7RU-52RU-212RU/7RU19-51US1CAUS76CA4-39CA4-2CA2-26CA21-53GL80-9NO3NOSE1SE3NOSE3SE4FISE8FI3FIRU
        21RU7-7RU5-261RU/4RU23-50US1CAUS107CA3-10CA3-3CA2-21CA25-58GL78-8NO5NOSE3FISE1FINOSE7FINO4FI2FIRU19RU9-5RU5-5RU2
        -257RU/32-45US1CAUS8CA-38CA-44CA-13CA4-10CA-1CA-3CA-22CA24-5GL-55GL78-10NO1NOSE1FINOSE3FINO6NO1FINO5FI2FINORU2NO
        RU13RU22-5RU15-30RU-192RU2-19RU/33-44US1CAUS5CA5-31CA6-34CA3-18CA6-40CA24-66GL78-17NO4FINO1FI3FINO1NO2NORU5RU31-
        1RU18-12RU4-13RU-192RU-16RU/34-41US22-5CA-4CA2-3CA13-35CA6-14CA2-44CA23-68GL79-18NO3FINO6NO49-3RU-5RU12-13RU-174
        RU19-4RU/4RU35-18US-4US41-2CA18-32CA3-2CA6-11CA4-43CA26-60GL-7GL23-3SJ59-19NO44-10RU16-14RU-179RU31-3RU/6RU2-1RU
        36-6US61-7CA4-29CA9-3CA2-9CA5-39CA29-69GL26-2SJ62-6NO-3NO46-11RU19-128RU2-42RU4-8RU40-3RU/4RU103-13CA-31CA7-15CA
        5-38CA31-69GL145-10RU23-126RU3-3RU2-34RU56-1RU/108-43CA5-12CA-5CA5-33CA35-70GL146-9RU25-9RU3-111RU18-22RU/109-41
        CA4-23CA3-30CA36-71GL147-9RU24-9RU2-4RU2-6RU-99RU21-11RU/110-25CA3-2CA3-9CA2-13CA-11CA2-27CA38-74GL146-9RU24-5RU
        4-6RU3-2RU-81RU3-16RU19-9RU/110-20CA13-2CA-6CA4-11CA-13CA2-23CA39-75GL147-10RU34-2RU7-78RU8-7RU-2RU15-2RU7-8RU/1
        09-18CA5-5CA24-4CA4-9CA-2CA-8CA5-2CA47-79GL146-10RU45-63RU4-2RU7-1RU29-3RU7-3RU/115-3CA10-19CA12-15CA-27CA41-83G
        L145-11RU36-2RU8-59RU48-13RU6-8RU/122-1CA-25CA-3CA-1CA3-44CA37-1GL2-84GL145-15RU46-56RU43-20RU-10RU/114-36CA2-20
        CA2-29CA22-3GL-1GL7-87GL151-19RU41-53RU43-2RU-17RU-2RU10-2RU/113-23CA2-7CA-3CA-54CA15-105GL69-1SJ15-2SJ66-21RU45
        -45RU47-10RU20-1RU/117-12CA-4CA6-4CA6-4CA2-49CA8-2GL2-107GL67-4SJ8-1SJ6-2SJ78-9RU38-3RU7-10RU3-26RU70-3RU/119-11
        CA2-8CA8-5CA12-1CA-7CA3-4CA-23CA9-110GL63-10SJ4-7SJ87-1RU41-5RU8-4RU6-17RU/125-16CA6-4CA3-9CA2-9CA3-4CA2-26CA6-1
        10GL62-10SJ4-8SJ-1SJ132-2RU14-2RU-2RU-8RU/130-12CA7-23CA2-36CA3-111GL58-17SJ-7SJ140-1RU9-14RU-4RU/134-8CA7-13CA-
        7CA-41CA2-111GL55-25SJ7-9SJ130-20RU/148-10CA6-1CA3-46CA8-101GL-2GL55-31SJ8-1SJ121-19RU-7RU/159-4CA-55CA8-99GL55-
        34SJ45-3RU13-5RU60-20RU/159-4CA3-56CA3-104GL59-2SJ-3SJ-22SJ5-5SJ25-32RU57-18RU/167-58CA2CAGL105GL-1GL65-4SJ2-1SJ
        3-2SJ38-15RU2-25RU53-13RU/169-8CA-53CA1CAGL106GL122-3RU5-16RU4-3RU49-4RU2-8RU/175-61CA-100GL136-6RU4-5RU/182-56C
        A3-77GL2-5GL/195-41CA21-4GL-56GL/205-19CA42-45GL/284-1GL-17GL////////////
        """
}
