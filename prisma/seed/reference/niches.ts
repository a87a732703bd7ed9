/**
 * The tree of niches: fifteen sectors, each with its niches, their typical profit per deal, peak months and questionnaire.
 *
 * The questions are what a buyer of such leads filters by. None of them takes free text, so that an answer can never carry
 * contact data. Amounts of money are in the currency of the lead's budget.
 */
export type LocalName = { en: string; ru: string; uk: string };

export type QuestionOption = { value: string; label: LocalName };

export type Question = {
  key: string;
  type: 'integer' | 'number' | 'boolean' | 'choice' | 'choices';
  unit?: string;
  min?: number;
  max?: number;
  options?: QuestionOption[];
  label: LocalName;
};

export type NicheSeed = {
  code: string;
  /** The sector's code; null for a sector. */
  parent: string | null;
  name: LocalName;
  /** Typical profit per deal in thousands of roubles; null for a sector. */
  profitRubThousand: number | null;
  /** Months, 1-12, in which demand peaks. */
  peakMonths: number[];
  /** The profit is an estimate, not a published figure. */
  profitAssumed: boolean;
  questions: Question[];
};

type Bounds = { min?: number; max?: number; unit?: string };

function name(en: string, ru: string, uk: string): LocalName {
  return { en, ru, uk };
}

function integer(key: string, label: LocalName, bounds: Bounds): Question {
  return { key, type: 'integer', ...bounds, label };
}

function number(key: string, label: LocalName, bounds: Bounds): Question {
  return { key, type: 'number', ...bounds, label };
}

function yesNo(key: string, label: LocalName): Question {
  return { key, type: 'boolean', label };
}

type Options = [value: string, en: string, ru: string, uk: string][];

function choice(key: string, label: LocalName, options: Options): Question {
  return { key, type: 'choice', label, options: labelled(options) };
}

function choices(key: string, label: LocalName, options: Options): Question {
  return { key, type: 'choices', label, options: labelled(options) };
}

function labelled(options: Options): QuestionOption[] {
  return options.map(([value, en, ru, uk]) => ({ value, label: name(en, ru, uk) }));
}

/** The sector of a niche is the first segment of its code. */
export function sectorOf(code: string): string {
  return code.split('.', 1)[0] ?? code;
}

/** Sectors whose profit figures are published ones. */
const PUBLISHED = new Set(['property', 'credit', 'legal', 'goods']);

type Leaf = [
  code: string,
  name: LocalName,
  profitRubThousand: number,
  peakMonths: number[],
  questions: Question[],
];

function sector(code: string, label: LocalName, leaves: Leaf[]): NicheSeed[] {
  const profitAssumed = !PUBLISHED.has(code);
  return [
    {
      code,
      parent: null,
      name: label,
      profitRubThousand: null,
      peakMonths: [],
      profitAssumed,
      questions: [],
    },
    ...leaves.map(([leaf, leafName, profitRubThousand, peakMonths, questions]) => ({
      code: `${code}.${leaf}`,
      parent: code,
      name: leafName,
      profitRubThousand,
      peakMonths,
      profitAssumed,
      questions,
    })),
  ];
}

// Questions that several niches share word for word.

const rooms = integer('rooms', name('Rooms', 'Комнат', 'Кімнат'), { min: 1, max: 10 });

function area(max: number, label = name('Area', 'Площадь', 'Площа')): Question {
  return number('area_m2', label, { unit: 'm2', min: 1, max });
}

const payment = choice('payment', name('Payment', 'Способ оплаты', 'Спосіб оплати'), [
  ['mortgage', 'Mortgage', 'Ипотека', 'Іпотека'],
  ['cash', 'Own money', 'Собственные средства', 'Власні кошти'],
  ['instalments', 'Instalments', 'Рассрочка', 'Розстрочка'],
  ['subsidy', 'State subsidy or voucher', 'Субсидия или сертификат', 'Субсидія або сертифікат'],
]);

const purchasePurpose = choice('purpose', name('Purpose', 'Цель покупки', 'Мета купівлі'), [
  ['live', 'To live in', 'Для жизни', 'Для життя'],
  ['let', 'To let', 'Для сдачи в аренду', 'Для здавання в оренду'],
  ['resell', 'To resell', 'Для перепродажи', 'Для перепродажу'],
]);

const firstPayment = number('first_payment', name('First payment', 'Первый взнос', 'Перший внесок'), {
  min: 0,
});

const employment = choice('employment', name('Employment', 'Занятость', 'Зайнятість'), [
  ['employed', 'Employed', 'Работа по найму', 'Робота за наймом'],
  [
    'self_employed',
    'Self-employed or own firm',
    'Самозанятый или своё дело',
    'Самозайнятий або власна справа',
  ],
  ['pensioner', 'Pensioner', 'Пенсионер', 'Пенсіонер'],
  ['unemployed', 'Not employed', 'Не работает', 'Не працює'],
]);

const creditHistory = choice(
  'credit_history',
  name('Credit history', 'Кредитная история', 'Кредитна історія'),
  [
    ['good', 'Good', 'Хорошая', 'Добра'],
    ['overdue_past', 'Overdue payments in the past', 'Были просрочки', 'Були прострочення'],
    ['overdue_now', 'Overdue payments now', 'Есть просрочки', 'Є прострочення'],
    ['none', 'None yet', 'Нет истории', 'Немає історії'],
  ],
);

function amount(label = name('Amount', 'Сумма', 'Сума')): Question {
  return number('amount', label, { min: 0 });
}

const clientKind = choice('client_kind', name('Who asks', 'Кто обращается', 'Хто звертається'), [
  ['person', 'Private person', 'Частное лицо', 'Приватна особа'],
  ['sole_trader', 'Sole trader', 'ИП', 'ФОП'],
  ['company', 'Company', 'Компания', 'Компанія'],
]);

const companyForm = choice('company_form', name('Legal form', 'Форма бизнеса', 'Форма бізнесу'), [
  ['sole_trader', 'Sole trader', 'ИП', 'ФОП'],
  ['limited', 'Limited company', 'ООО', 'ТОВ'],
  ['joint_stock', 'Joint-stock company', 'АО', 'АТ'],
  ['non_profit', 'Non-profit', 'НКО', 'Неприбуткова організація'],
]);

const employees = integer('employees', name('Employees', 'Сотрудников', 'Працівників'), {
  min: 0,
  max: 100_000,
});

const startIn = choice('start_in', name('When', 'Когда нужно', 'Коли потрібно'), [
  ['now', 'Within a week', 'В течение недели', 'Протягом тижня'],
  ['month', 'Within a month', 'В течение месяца', 'Протягом місяця'],
  ['quarter', 'Within three months', 'В течение трёх месяцев', 'Протягом трьох місяців'],
  ['later', 'Later', 'Позже', 'Пізніше'],
]);

const building = choice('building', name('Building', 'Объект', "Об'єкт"), [
  ['flat', 'Flat', 'Квартира', 'Квартира'],
  ['house', 'House', 'Дом', 'Будинок'],
  ['office', 'Office', 'Офис', 'Офіс'],
  ['commercial', 'Shop, café or warehouse', 'Магазин, кафе, склад', 'Магазин, кафе, склад'],
]);

const carYear = integer('car_year', name('Year of the car', 'Год выпуска', 'Рік випуску'), {
  min: 1950,
  max: 2100,
});

const clinicVisit = choice('visit', name('Ready to visit', 'Готовность к визиту', 'Готовність до візиту'), [
  ['week', 'Within a week', 'В течение недели', 'Протягом тижня'],
  ['month', 'Within a month', 'В течение месяца', 'Протягом місяця'],
  ['comparing', 'Comparing prices', 'Сравнивает цены', 'Порівнює ціни'],
]);

const learner = choice('learner', name('Who learns', 'Кто учится', 'Хто навчається'), [
  ['preschooler', 'Preschool child', 'Дошкольник', 'Дошкільник'],
  ['pupil', 'School pupil', 'Школьник', 'Школяр'],
  ['student', 'Student', 'Студент', 'Студент'],
  ['adult', 'Adult', 'Взрослый', 'Дорослий'],
]);

const studyFormat = choice('format', name('Format', 'Формат', 'Формат'), [
  ['online', 'Online', 'Онлайн', 'Онлайн'],
  ['group', 'In a group, on site', 'В группе, очно', 'У групі, очно'],
  ['individual', 'One to one, on site', 'Индивидуально, очно', 'Індивідуально, очно'],
]);

const people = integer('people', name('People', 'Человек', 'Осіб'), { min: 1, max: 1000 });

const distance = number('distance_km', name('Distance', 'Расстояние', 'Відстань'), {
  unit: 'km',
  min: 0,
  max: 20_000,
});

const weight = number('weight_kg', name('Weight', 'Вес', 'Вага'), { unit: 'kg', min: 0, max: 1_000_000 });

const delivery = yesNo('delivery', name('Delivery needed', 'Нужна доставка', 'Потрібна доставка'));

const budget = number('budget', name('Budget', 'Бюджет', 'Бюджет'), { min: 0 });

export const NICHES: readonly NicheSeed[] = [
  ...sector('property', name('Property', 'Недвижимость', 'Нерухомість'), [
    [
      'flat_new',
      name('New flats', 'Новостройки', 'Новобудови'),
      200,
      [3, 4, 9, 10, 11],
      [
        rooms,
        area(1000),
        purchasePurpose,
        payment,
        firstPayment,
        yesNo(
          'has_flat_to_sell',
          name('Has a flat to sell first', 'Есть квартира на продажу', 'Є квартира на продаж'),
        ),
      ],
    ],
    [
      'flat_resale',
      name('Flats, resale', 'Вторичное жильё', 'Вторинне житло'),
      150,
      [3, 4, 5, 9, 10, 11],
      [
        choice('side', name('Buys or sells', 'Покупает или продаёт', 'Купує чи продає'), [
          ['buy', 'Buys', 'Покупает', 'Купує'],
          ['sell', 'Sells', 'Продаёт', 'Продає'],
          ['exchange', 'Exchanges', 'Меняет', 'Обмінює'],
        ]),
        rooms,
        area(1000),
        payment,
        firstPayment,
        purchasePurpose,
      ],
    ],
    [
      'house_luxury',
      name('Luxury houses', 'Элитные дома', 'Елітні будинки'),
      3000,
      [4, 5, 6, 9],
      [
        area(10_000),
        number('plot_ares', name('Plot, in ares (100 m2)', 'Участок, соток', 'Ділянка, соток'), {
          unit: 'a',
          min: 0,
          max: 10_000,
        }),
        choice('readiness', name('State', 'Готовность', 'Готовність'), [
          ['ready', 'Ready to live in', 'Готов к заселению', 'Готовий до заселення'],
          ['shell', 'Without finish', 'Без отделки', 'Без оздоблення'],
          ['project', 'To be built', 'Проект', 'Проєкт'],
        ]),
        integer('bedrooms', name('Bedrooms', 'Спален', 'Спалень'), { min: 1, max: 30 }),
        payment,
        yesNo(
          'gated',
          name('Gated community only', 'Только охраняемый посёлок', 'Лише охоронюване містечко'),
        ),
      ],
    ],
    [
      'letting',
      name('Letting', 'Аренда жилья', 'Оренда житла'),
      30,
      [8, 9],
      [
        choice('side', name('Looks for or lets', 'Снимает или сдаёт', 'Винаймає чи здає'), [
          ['tenant', 'Looks for a home', 'Снимает', 'Винаймає'],
          ['landlord', 'Lets', 'Сдаёт', 'Здає'],
        ]),
        rooms,
        number('monthly_rent', name('Rent a month', 'Плата в месяц', 'Плата на місяць'), { min: 0 }),
        integer('term_months', name('Term', 'Срок', 'Строк'), { unit: 'months', min: 1, max: 120 }),
        yesNo('pets', name('With pets', 'С животными', 'З тваринами')),
        yesNo('children', name('With children', 'С детьми', 'З дітьми')),
      ],
    ],
  ]),
  ...sector('credit', name('Credit', 'Кредиты', 'Кредити'), [
    [
      'consumer',
      name('Consumer loans', 'Потребительские кредиты', 'Споживчі кредити'),
      15,
      [11, 12],
      [
        amount(),
        integer('term_months', name('Term', 'Срок', 'Строк'), { unit: 'months', min: 1, max: 120 }),
        employment,
        creditHistory,
        yesNo('income_proof', name('Can prove income', 'Подтверждает доход', 'Підтверджує дохід')),
      ],
    ],
    [
      'mortgage',
      name('Mortgages', 'Ипотека', 'Іпотека'),
      60,
      [3, 4, 10, 11, 12],
      [
        amount(name('Loan amount', 'Сумма кредита', 'Сума кредиту')),
        firstPayment,
        choice('object', name('Object', 'Объект', "Об'єкт"), [
          ['flat_new', 'New flat', 'Новостройка', 'Новобудова'],
          ['flat_resale', 'Flat, resale', 'Вторичка', 'Вторинне житло'],
          ['house', 'House', 'Дом', 'Будинок'],
          ['refinance', 'Refinancing', 'Рефинансирование', 'Рефінансування'],
        ]),
        employment,
        creditHistory,
        choice('stage', name('Stage', 'Этап', 'Етап'), [
          ['chosen', 'Object chosen', 'Объект выбран', "Об'єкт обрано"],
          ['choosing', 'Choosing', 'Выбирает', 'Обирає'],
          ['thinking', 'Only asking', 'Только узнаёт', 'Лише дізнається'],
        ]),
      ],
    ],
    [
      'car_loan',
      name('Car loans', 'Автокредиты', 'Автокредити'),
      25,
      [3, 4, 9, 10],
      [
        amount(),
        firstPayment,
        choice('car_state', name('Car', 'Автомобиль', 'Автомобіль'), [
          ['new', 'New', 'Новый', 'Новий'],
          ['used', 'Used', 'С пробегом', 'З пробігом'],
          ['secured', 'Loan secured by own car', 'Под залог своего авто', 'Під заставу свого авто'],
        ]),
        employment,
        creditHistory,
      ],
    ],
    [
      'business',
      name('Business loans', 'Кредиты для бизнеса', 'Кредити для бізнесу'),
      120,
      [2, 3, 10, 11],
      [
        amount(),
        companyForm,
        integer('age_months', name('Age of the business', 'Возраст бизнеса', 'Вік бізнесу'), {
          unit: 'months',
          min: 0,
          max: 1200,
        }),
        number('monthly_turnover', name('Turnover a month', 'Оборот в месяц', 'Оборот на місяць'), {
          min: 0,
        }),
        choice('loan_purpose', name('Purpose', 'Цель', 'Мета'), [
          ['working_capital', 'Working capital', 'Оборотные средства', 'Оборотні кошти'],
          ['equipment', 'Equipment or leasing', 'Оборудование или лизинг', 'Обладнання або лізинг'],
          ['premises', 'Premises', 'Помещение', 'Приміщення'],
          ['tender', 'Tender guarantee', 'Банковская гарантия', 'Банківська гарантія'],
        ]),
        yesNo('collateral', name('Has collateral', 'Есть залог', 'Є застава')),
      ],
    ],
  ]),
  ...sector('legal', name('Legal services', 'Юридические услуги', 'Юридичні послуги'), [
    [
      'consultation',
      name('Legal consultation', 'Юридическая консультация', 'Юридична консультація'),
      18,
      [1, 2, 3, 9, 10, 11],
      [
        choice('case_type', name('Field of law', 'Отрасль права', 'Галузь права'), [
          ['civil', 'Civil', 'Гражданское', 'Цивільне'],
          ['housing', 'Housing and land', 'Жилищное и земельное', 'Житлове та земельне'],
          ['labour', 'Labour', 'Трудовое', 'Трудове'],
          ['criminal', 'Criminal', 'Уголовное', 'Кримінальне'],
          ['administrative', 'Administrative', 'Административное', 'Адміністративне'],
          ['tax', 'Tax', 'Налоговое', 'Податкове'],
          ['consumer', 'Consumer rights', 'Защита прав потребителей', 'Захист прав споживачів'],
          ['military', 'Military', 'Военное', 'Військове'],
          ['other', 'Other', 'Другое', 'Інше'],
        ]),
        clientKind,
        choice('stage', name('Stage', 'Стадия', 'Стадія'), [
          ['question', 'Question only', 'Только вопрос', 'Лише питання'],
          ['before_court', 'Before court', 'До суда', 'До суду'],
          ['in_court', 'In court', 'В суде', 'У суді'],
          ['enforcement', 'Enforcement', 'Исполнение решения', 'Виконання рішення'],
        ]),
        yesNo(
          'in_person',
          name('Will come to the office', 'Готов приехать в офис', 'Готовий приїхати в офіс'),
        ),
        startIn,
      ],
    ],
    [
      'bankruptcy',
      name('Personal bankruptcy', 'Банкротство физических лиц', 'Банкрутство фізичних осіб'),
      70,
      [1, 2, 3, 9, 10],
      [
        number('debt', name('Debt', 'Сумма долга', 'Сума боргу'), { min: 0 }),
        integer('creditors', name('Creditors', 'Кредиторов', 'Кредиторів'), { min: 1, max: 100 }),
        choices('property', name('Property', 'Имущество', 'Майно'), [
          ['only_home', 'Only home', 'Единственное жильё', 'Єдине житло'],
          ['mortgage', 'Mortgaged home', 'Ипотека', 'Іпотека'],
          ['car', 'Car', 'Автомобиль', 'Автомобіль'],
          ['other_property', 'Other property', 'Другое имущество', 'Інше майно'],
          ['nothing', 'Nothing', 'Ничего', 'Нічого'],
        ]),
        employment,
        yesNo('overdue', name('Payments are overdue', 'Есть просрочки', 'Є прострочення')),
        yesNo('bailiffs', name('Bailiffs are involved', 'Долг у приставов', 'Борг у виконавців')),
      ],
    ],
    [
      'family',
      name('Family law', 'Семейное право', 'Сімейне право'),
      25,
      [1, 2, 9],
      [
        choice('case_type', name('Case', 'Тип дела', 'Тип справи'), [
          ['divorce', 'Divorce', 'Развод', 'Розлучення'],
          ['property_division', 'Division of property', 'Раздел имущества', 'Поділ майна'],
          ['maintenance', 'Maintenance', 'Алименты', 'Аліменти'],
          ['custody', 'Children', 'Определение места жительства детей', 'Визначення місця проживання дітей'],
          ['inheritance', 'Inheritance', 'Наследство', 'Спадщина'],
          ['marriage_contract', 'Marriage contract', 'Брачный договор', 'Шлюбний договір'],
        ]),
        integer('children', name('Children under 18', 'Детей до 18 лет', 'Дітей до 18 років'), {
          min: 0,
          max: 20,
        }),
        yesNo(
          'mutual_consent',
          name('The other side agrees', 'Вторая сторона согласна', 'Друга сторона згодна'),
        ),
        yesNo('in_court', name('Already in court', 'Уже в суде', 'Вже в суді')),
        number('property_value', name('Value of the property', 'Стоимость имущества', 'Вартість майна'), {
          min: 0,
        }),
      ],
    ],
    [
      'migration',
      name('Migration law', 'Миграционное право', 'Міграційне право'),
      20,
      [3, 4, 5, 9],
      [
        choice('case_type', name('Needs', 'Что нужно', 'Що потрібно'), [
          ['work_permit', 'Work permit', 'Разрешение на работу', 'Дозвіл на роботу'],
          ['temporary', 'Temporary residence', 'Временное проживание', 'Тимчасове проживання'],
          ['permanent', 'Permanent residence', 'Вид на жительство', 'Посвідка на проживання'],
          ['citizenship', 'Citizenship', 'Гражданство', 'Громадянство'],
          [
            'deportation',
            'Entry ban or deportation',
            'Запрет въезда или депортация',
            "Заборона в'їзду або депортація",
          ],
          ['asylum', 'Asylum', 'Убежище', 'Притулок'],
        ]),
        integer('applicants', name('Applicants', 'Заявителей', 'Заявників'), { min: 1, max: 1000 }),
        yesNo('employer', name('An employer asks', 'Обращается работодатель', 'Звертається роботодавець')),
        yesNo('in_country', name('Already in the country', 'Уже в стране', 'Вже в країні')),
        startIn,
      ],
    ],
  ]),
  ...sector('professional', name('Professional services', 'Профессиональные услуги', 'Професійні послуги'), [
    [
      'audit',
      name('Audit', 'Аудит', 'Аудит'),
      40,
      [1, 2, 3, 11, 12],
      [
        choice('audit_kind', name('Kind', 'Вид', 'Вид'), [
          ['statutory', 'Statutory', 'Обязательный', "Обов'язковий"],
          ['voluntary', 'Voluntary', 'Инициативный', 'Ініціативний'],
          ['ifrs', 'IFRS', 'МСФО', 'МСФЗ'],
          ['tax', 'Tax', 'Налоговый', 'Податковий'],
        ]),
        companyForm,
        number('yearly_turnover', name('Turnover a year', 'Годовой оборот', 'Річний оборот'), { min: 0 }),
        employees,
        startIn,
      ],
    ],
    [
      'bookkeeping',
      name('Bookkeeping', 'Бухгалтерские услуги', 'Бухгалтерські послуги'),
      30,
      [1, 2, 3],
      [
        companyForm,
        choice('tax_system', name('Taxation', 'Налоговый режим', 'Система оподаткування'), [
          ['general', 'General', 'Общий', 'Загальна'],
          ['simplified', 'Simplified', 'Упрощённый', 'Спрощена'],
          ['patent', 'Patent or fixed', 'Патент или фиксированный', 'Фіксована'],
          ['unknown', 'Does not know', 'Не знает', 'Не знає'],
        ]),
        employees,
        integer('operations_month', name('Documents a month', 'Документов в месяц', 'Документів на місяць'), {
          min: 0,
          max: 1_000_000,
        }),
        choices('services', name('Services', 'Услуги', 'Послуги'), [
          ['full', 'Full bookkeeping', 'Ведение учёта', 'Ведення обліку'],
          ['payroll', 'Payroll', 'Зарплата', 'Зарплата'],
          ['reports', 'Reports', 'Отчётность', 'Звітність'],
          ['recovery', 'Putting books in order', 'Восстановление учёта', 'Відновлення обліку'],
        ]),
        startIn,
      ],
    ],
    [
      'registration',
      name('Company registration', 'Регистрация бизнеса', 'Реєстрація бізнесу'),
      6,
      [1, 2, 9],
      [
        companyForm,
        choice('act', name('What to do', 'Действие', 'Дія'), [
          ['open', 'Open', 'Открыть', 'Відкрити'],
          ['change', 'Register changes', 'Внести изменения', 'Внести зміни'],
          ['close', 'Close', 'Закрыть', 'Закрити'],
        ]),
        integer('founders', name('Founders', 'Учредителей', 'Засновників'), { min: 1, max: 50 }),
        yesNo(
          'address_needed',
          name('Needs a legal address', 'Нужен юридический адрес', 'Потрібна юридична адреса'),
        ),
        startIn,
      ],
    ],
    [
      'valuation',
      name('Valuation', 'Оценка', 'Оцінка'),
      12,
      [3, 4, 5, 9, 10],
      [
        choice('object', name('Object', 'Объект', "Об'єкт"), [
          ['flat', 'Flat', 'Квартира', 'Квартира'],
          ['house_land', 'House or land', 'Дом или земля', 'Будинок або земля'],
          ['commercial', 'Commercial property', 'Коммерческая недвижимость', 'Комерційна нерухомість'],
          ['vehicle', 'Vehicle', 'Транспорт', 'Транспорт'],
          ['business', 'Business', 'Бизнес', 'Бізнес'],
          ['damage', 'Damage', 'Ущерб', 'Збитки'],
        ]),
        choice('valuation_purpose', name('For', 'Цель', 'Мета'), [
          ['mortgage', 'Mortgage', 'Ипотека', 'Іпотека'],
          ['sale', 'Sale', 'Продажа', 'Продаж'],
          ['court', 'Court', 'Суд', 'Суд'],
          ['inheritance', 'Inheritance', 'Наследство', 'Спадщина'],
          ['accounting', 'Accounting', 'Бухгалтерский учёт', 'Бухгалтерський облік'],
        ]),
        clientKind,
        startIn,
      ],
    ],
  ]),
  ...sector('insurance', name('Insurance', 'Страхование', 'Страхування'), [
    [
      'motor',
      name('Motor insurance', 'Автострахование', 'Автострахування'),
      3,
      [3, 4, 5, 9],
      [
        choices('cover', name('Cover', 'Вид полиса', 'Вид поліса'), [
          ['liability', 'Liability', 'ОСАГО', 'ОСЦПВ'],
          ['comprehensive', 'Comprehensive', 'КАСКО', 'КАСКО'],
          ['abroad', 'Green card', 'Зелёная карта', 'Зелена картка'],
        ]),
        carYear,
        integer(
          'driver_age',
          name('Age of the youngest driver', 'Возраст младшего водителя', 'Вік наймолодшого водія'),
          { unit: 'years', min: 16, max: 100 },
        ),
        integer('experience_years', name('Driving experience', 'Стаж', 'Стаж'), {
          unit: 'years',
          min: 0,
          max: 80,
        }),
        yesNo('accidents', name('Accidents in three years', 'ДТП за три года', 'ДТП за три роки')),
      ],
    ],
    [
      'health',
      name('Health insurance', 'Медицинское страхование', 'Медичне страхування'),
      10,
      [1, 11, 12],
      [
        clientKind,
        people,
        integer('age', name('Age of the eldest', 'Возраст старшего', 'Вік найстаршого'), {
          unit: 'years',
          min: 0,
          max: 120,
        }),
        choices('cover', name('Cover', 'Покрытие', 'Покриття'), [
          ['outpatient', 'Outpatient', 'Поликлиника', 'Поліклініка'],
          ['hospital', 'Hospital', 'Стационар', 'Стаціонар'],
          ['dental', 'Dental', 'Стоматология', 'Стоматологія'],
          ['maternity', 'Maternity', 'Ведение беременности', 'Ведення вагітності'],
          ['critical', 'Critical illness', 'Критические заболевания', 'Критичні захворювання'],
        ]),
      ],
    ],
    [
      'home',
      name('Home insurance', 'Страхование жилья', 'Страхування житла'),
      6,
      [3, 4, 5],
      [
        choice('home', name('Home', 'Жильё', 'Житло'), [
          ['flat', 'Flat', 'Квартира', 'Квартира'],
          ['house', 'House', 'Дом', 'Будинок'],
          ['dacha', 'Summer house', 'Дача', 'Дача'],
        ]),
        area(2000),
        number('sum_insured', name('Sum insured', 'Страховая сумма', 'Страхова сума'), { min: 0 }),
        yesNo('mortgaged', name('Mortgaged', 'В ипотеке', 'В іпотеці')),
      ],
    ],
    [
      'travel',
      name('Travel insurance', 'Страхование путешественников', 'Страхування подорожей'),
      2,
      [5, 6, 7, 12],
      [
        people,
        integer('days', name('Days', 'Дней', 'Днів'), { unit: 'days', min: 1, max: 365 }),
        choice('destination', name('Destination', 'Направление', 'Напрямок'), [
          ['europe', 'Europe', 'Европа', 'Європа'],
          ['asia', 'Asia', 'Азия', 'Азія'],
          ['america', 'America', 'Америка', 'Америка'],
          ['africa', 'Africa', 'Африка', 'Африка'],
          ['domestic', 'Own country', 'По своей стране', 'По своїй країні'],
          ['world', 'World', 'Весь мир', 'Весь світ'],
        ]),
        yesNo('sport', name('Active sport', 'Активный спорт', 'Активний спорт')),
      ],
    ],
  ]),
  ...sector('renovation', name('Renovation', 'Ремонт', 'Ремонт'), [
    [
      'windows',
      name('Windows', 'Окна', 'Вікна'),
      12,
      [7, 8, 9, 10],
      [
        integer('windows', name('Windows', 'Количество окон', 'Кількість вікон'), { min: 1, max: 1000 }),
        choice('profile', name('Profile', 'Профиль', 'Профіль'), [
          ['pvc', 'PVC', 'ПВХ', 'ПВХ'],
          ['wood', 'Wood', 'Дерево', 'Дерево'],
          ['aluminium', 'Aluminium', 'Алюминий', 'Алюміній'],
        ]),
        building,
        yesNo('balcony', name('Balcony glazing', 'Остекление балкона', 'Скління балкона')),
        startIn,
      ],
    ],
    [
      'flat',
      name('Flat renovation', 'Ремонт квартир', 'Ремонт квартир'),
      90,
      [3, 4, 5, 8, 9, 10],
      [
        area(1000),
        choice('scope', name('Scope', 'Вид ремонта', 'Вид ремонту'), [
          ['cosmetic', 'Cosmetic', 'Косметический', 'Косметичний'],
          ['full', 'Full', 'Капитальный', 'Капітальний'],
          ['designer', 'Designer', 'Дизайнерский', 'Дизайнерський'],
          ['bathroom', 'Bathroom only', 'Только санузел', 'Лише санвузол'],
        ]),
        yesNo('new_building', name('New building', 'Новостройка', 'Новобудова')),
        yesNo('has_design', name('Has a design project', 'Есть дизайн-проект', 'Є дизайн-проєкт')),
        budget,
        startIn,
      ],
    ],
    [
      'kitchens',
      name('Kitchens', 'Кухни', 'Кухні'),
      35,
      [9, 10, 11],
      [
        number('length_m', name('Length', 'Длина', 'Довжина'), { unit: 'm', min: 0.5, max: 50 }),
        choice('layout', name('Layout', 'Планировка', 'Планування'), [
          ['straight', 'Straight', 'Прямая', 'Пряма'],
          ['corner', 'Corner', 'Угловая', 'Кутова'],
          ['u_shape', 'U-shaped', 'П-образная', 'П-подібна'],
          ['island', 'With an island', 'С островом', 'З островом'],
        ]),
        yesNo('appliances', name('With appliances', 'С техникой', 'З технікою')),
        budget,
        startIn,
      ],
    ],
    [
      'ceilings',
      name('Stretch ceilings', 'Натяжные потолки', 'Натяжні стелі'),
      8,
      [3, 4, 5, 9, 10, 11],
      [
        area(2000),
        integer('rooms_count', name('Rooms', 'Помещений', 'Приміщень'), { min: 1, max: 100 }),
        choice('surface', name('Surface', 'Фактура', 'Фактура'), [
          ['matte', 'Matte', 'Матовый', 'Матова'],
          ['gloss', 'Gloss', 'Глянцевый', 'Глянцева'],
          ['fabric', 'Fabric', 'Тканевый', 'Тканинна'],
        ]),
        building,
        startIn,
      ],
    ],
  ]),
  ...sector('building', name('Building', 'Строительство', 'Будівництво'), [
    [
      'houses',
      name('House building', 'Строительство домов', 'Будівництво будинків'),
      350,
      [2, 3, 4, 5],
      [
        area(5000, name('Area of the house', 'Площадь дома', 'Площа будинку')),
        choice('material', name('Material', 'Материал', 'Матеріал'), [
          ['brick', 'Brick', 'Кирпич', 'Цегла'],
          ['aerated', 'Aerated concrete', 'Газобетон', 'Газобетон'],
          ['timber', 'Timber', 'Брус или бревно', 'Брус або колода'],
          ['frame', 'Frame', 'Каркас', 'Каркас'],
          ['monolith', 'Monolith', 'Монолит', 'Моноліт'],
        ]),
        integer('floors', name('Floors', 'Этажей', 'Поверхів'), { min: 1, max: 5 }),
        yesNo('has_plot', name('Has a plot', 'Есть участок', 'Є ділянка')),
        payment,
        startIn,
      ],
    ],
    [
      'roofs',
      name('Roofs', 'Кровля', 'Покрівля'),
      45,
      [4, 5, 6, 7, 8],
      [
        area(10_000, name('Area of the roof', 'Площадь кровли', 'Площа покрівлі')),
        choice('covering', name('Covering', 'Покрытие', 'Покриття'), [
          ['metal', 'Metal tiles', 'Металлочерепица', 'Металочерепиця'],
          ['bitumen', 'Soft tiles', 'Мягкая черепица', "М'яка черепиця"],
          ['ceramic', 'Ceramic tiles', 'Керамическая черепица', 'Керамічна черепиця'],
          ['membrane', 'Membrane, flat roof', 'Мембрана, плоская кровля', 'Мембрана, плаский дах'],
        ]),
        choice('work', name('Work', 'Работа', 'Робота'), [
          ['new', 'New roof', 'Новая кровля', 'Нова покрівля'],
          ['replacement', 'Replacement', 'Замена', 'Заміна'],
          ['repair', 'Repair', 'Ремонт', 'Ремонт'],
        ]),
        startIn,
      ],
    ],
    [
      'wells',
      name('Water wells', 'Скважины', 'Свердловини'),
      40,
      [4, 5, 6, 7, 8, 9],
      [
        choice('well_kind', name('Well', 'Тип скважины', 'Тип свердловини'), [
          ['sand', 'To sand', 'На песок', 'На пісок'],
          ['artesian', 'Artesian', 'Артезианская', 'Артезіанська'],
          ['unknown', 'Needs advice', 'Нужна консультация', 'Потрібна консультація'],
        ]),
        number('depth_m', name('Expected depth', 'Ожидаемая глубина', 'Очікувана глибина'), {
          unit: 'm',
          min: 1,
          max: 500,
        }),
        yesNo(
          'equipment',
          name('With pump and piping', 'С насосом и обустройством', 'З насосом та облаштуванням'),
        ),
        startIn,
      ],
    ],
    [
      'fences',
      name('Fences', 'Заборы', 'Паркани'),
      20,
      [4, 5, 6, 7],
      [
        number('length_m', name('Length', 'Длина', 'Довжина'), { unit: 'm', min: 1, max: 10_000 }),
        choice('material', name('Material', 'Материал', 'Матеріал'), [
          ['profiled', 'Profiled sheet', 'Профнастил', 'Профнастил'],
          ['mesh', 'Mesh', 'Сетка', 'Сітка'],
          ['picket', 'Metal pickets', 'Евроштакетник', 'Євроштахетник'],
          ['wood', 'Wood', 'Дерево', 'Дерево'],
          ['brick', 'Brick or concrete', 'Кирпич или бетон', 'Цегла або бетон'],
        ]),
        yesNo('gate', name('With gates', 'С воротами', 'З воротами')),
        startIn,
      ],
    ],
  ]),
  ...sector('climate', name('Climate and utilities', 'Климат и инженерия', 'Клімат та інженерія'), [
    [
      'air_conditioning',
      name('Air conditioning', 'Кондиционеры', 'Кондиціонери'),
      9,
      [5, 6, 7],
      [
        integer('units', name('Units', 'Количество', 'Кількість'), { min: 1, max: 1000 }),
        area(10_000),
        building,
        yesNo('installation', name('With installation', 'С установкой', 'З установленням')),
        startIn,
      ],
    ],
    [
      'boilers',
      name('Boilers and heating', 'Котлы и отопление', 'Котли та опалення'),
      30,
      [9, 10, 11],
      [
        choice('fuel', name('Fuel', 'Топливо', 'Паливо'), [
          ['gas', 'Gas', 'Газ', 'Газ'],
          ['electric', 'Electricity', 'Электричество', 'Електрика'],
          ['solid', 'Solid fuel', 'Твёрдое топливо', 'Тверде паливо'],
          ['heat_pump', 'Heat pump', 'Тепловой насос', 'Тепловий насос'],
        ]),
        area(10_000, name('Heated area', 'Отапливаемая площадь', 'Опалювана площа')),
        choice('work', name('Work', 'Работа', 'Робота'), [
          ['turnkey', 'Heating turnkey', 'Отопление под ключ', 'Опалення під ключ'],
          ['replacement', 'Boiler replacement', 'Замена котла', 'Заміна котла'],
          ['service', 'Repair or service', 'Ремонт или обслуживание', 'Ремонт або обслуговування'],
        ]),
        startIn,
      ],
    ],
    [
      'solar',
      name('Solar power', 'Солнечные электростанции', 'Сонячні електростанції'),
      90,
      [3, 4, 5, 6, 7, 8],
      [
        number('power_kw', name('Power', 'Мощность', 'Потужність'), { unit: 'kW', min: 0.5, max: 100_000 }),
        choice('scheme', name('Scheme', 'Схема', 'Схема'), [
          ['grid', 'Grid-tied', 'Сетевая', 'Мережева'],
          ['autonomous', 'Autonomous', 'Автономная', 'Автономна'],
          ['hybrid', 'Hybrid', 'Гибридная', 'Гібридна'],
        ]),
        clientKind,
        choice('place', name('Place', 'Размещение', 'Розміщення'), [
          ['roof', 'Roof', 'Крыша', 'Дах'],
          ['ground', 'Ground', 'Земля', 'Земля'],
        ]),
        yesNo('storage', name('With batteries', 'С аккумуляторами', 'З акумуляторами')),
        startIn,
      ],
    ],
    [
      'septic',
      name('Septic tanks', 'Септики', 'Септики'),
      35,
      [4, 5, 6, 7, 8, 9],
      [
        integer('residents', name('Residents', 'Проживающих', 'Мешканців'), { min: 1, max: 500 }),
        choice('soil', name('Soil', 'Грунт', 'Ґрунт'), [
          ['sand', 'Sand', 'Песок', 'Пісок'],
          ['clay', 'Clay', 'Глина', 'Глина'],
          ['unknown', 'Does not know', 'Не знает', 'Не знає'],
        ]),
        yesNo('high_water', name('High ground water', 'Высокие грунтовые воды', 'Високі ґрунтові води')),
        yesNo('installation', name('With installation', 'С монтажом', 'З монтажем')),
        startIn,
      ],
    ],
  ]),
  ...sector('cars', name('Cars', 'Автомобили', 'Автомобілі'), [
    [
      'new',
      name('New cars', 'Новые автомобили', 'Нові автомобілі'),
      60,
      [3, 4, 9, 10, 11, 12],
      [
        choice('body', name('Body', 'Кузов', 'Кузов'), [
          ['sedan', 'Sedan', 'Седан', 'Седан'],
          ['hatchback', 'Hatchback', 'Хэтчбек', 'Хетчбек'],
          ['suv', 'SUV or crossover', 'Внедорожник или кроссовер', 'Позашляховик або кросовер'],
          ['estate', 'Estate or minivan', 'Универсал или минивэн', 'Універсал або мінівен'],
          ['commercial', 'Commercial', 'Коммерческий', 'Комерційний'],
        ]),
        budget,
        choice('payment', name('Payment', 'Оплата', 'Оплата'), [
          ['cash', 'Own money', 'Собственные средства', 'Власні кошти'],
          ['credit', 'Credit', 'Кредит', 'Кредит'],
          ['leasing', 'Leasing', 'Лизинг', 'Лізинг'],
        ]),
        yesNo('trade_in', name('Trade-in', 'Сдаёт старый автомобиль', 'Здає старий автомобіль')),
        yesNo(
          'electric',
          name('Electric or hybrid only', 'Только электро или гибрид', 'Лише електро або гібрид'),
        ),
        startIn,
      ],
    ],
    [
      'buyout',
      name('Car buy-out', 'Выкуп авто', 'Викуп авто'),
      45,
      [3, 4, 5, 9, 10],
      [
        carYear,
        number('mileage_km', name('Mileage', 'Пробег', 'Пробіг'), { unit: 'km', min: 0, max: 3_000_000 }),
        choice('condition', name('Condition', 'Состояние', 'Стан'), [
          ['running', 'Running', 'На ходу', 'На ходу'],
          ['damaged', 'After an accident', 'После ДТП', 'Після ДТП'],
          ['not_running', 'Not running', 'Не на ходу', 'Не на ходу'],
        ]),
        yesNo('pledged', name('Pledged or on credit', 'В залоге или кредите', 'У заставі або кредиті')),
        number('asked_price', name('Asked price', 'Желаемая цена', 'Бажана ціна'), { min: 0 }),
      ],
    ],
    [
      'tyres',
      name('Tyres', 'Шины', 'Шини'),
      5,
      [3, 4, 10, 11],
      [
        choice('season', name('Season', 'Сезон', 'Сезон'), [
          ['winter', 'Winter', 'Зимние', 'Зимові'],
          ['summer', 'Summer', 'Летние', 'Літні'],
          ['all', 'All-season', 'Всесезонные', 'Всесезонні'],
        ]),
        integer('diameter_inch', name('Diameter', 'Диаметр', 'Діаметр'), { unit: 'inch', min: 10, max: 60 }),
        integer('quantity', name('Quantity', 'Количество', 'Кількість'), { min: 1, max: 1000 }),
        yesNo('fitting', name('With fitting', 'С шиномонтажом', 'З шиномонтажем')),
      ],
    ],
    [
      'import',
      name('Car import', 'Автомобили под заказ', 'Авто на замовлення'),
      70,
      [2, 3, 4, 9, 10, 11],
      [
        choice('origin', name('From', 'Откуда', 'Звідки'), [
          ['china', 'China', 'Китай', 'Китай'],
          ['korea', 'Korea', 'Корея', 'Корея'],
          ['japan', 'Japan', 'Япония', 'Японія'],
          ['europe', 'Europe', 'Европа', 'Європа'],
          ['usa', 'USA', 'США', 'США'],
          ['uae', 'UAE', 'ОАЭ', 'ОАЕ'],
        ]),
        budget,
        carYear,
        choice('car_state', name('Car', 'Автомобиль', 'Автомобіль'), [
          ['new', 'New', 'Новый', 'Новий'],
          ['used', 'Used', 'С пробегом', 'З пробігом'],
        ]),
        startIn,
      ],
    ],
  ]),
  ...sector('health', name('Health', 'Медицина', 'Медицина'), [
    [
      'implants',
      name('Dental implants', 'Имплантация зубов', 'Імплантація зубів'),
      60,
      [1, 2, 9, 10, 11],
      [
        integer('teeth', name('Teeth missing', 'Зубов нет', 'Відсутніх зубів'), { min: 1, max: 32 }),
        yesNo('full_jaw', name('Whole jaw', 'Вся челюсть', 'Вся щелепа')),
        yesNo('has_scan', name('Has a CT scan', 'Есть КТ', 'Є КТ')),
        yesNo('instalments', name('Needs instalments', 'Нужна рассрочка', 'Потрібна розстрочка')),
        clinicVisit,
      ],
    ],
    [
      'cosmetology',
      name('Cosmetology', 'Косметология', 'Косметологія'),
      12,
      [3, 4, 5, 11, 12],
      [
        choices('procedure', name('Procedure', 'Процедура', 'Процедура'), [
          ['injections', 'Injections', 'Инъекции', "Ін'єкції"],
          ['laser', 'Laser', 'Лазер', 'Лазер'],
          ['epilation', 'Hair removal', 'Эпиляция', 'Епіляція'],
          ['peeling', 'Peeling and care', 'Пилинг и уход', 'Пілінг і догляд'],
          ['body', 'Body', 'Тело', 'Тіло'],
          ['surgery', 'Plastic surgery', 'Пластика', 'Пластика'],
        ]),
        integer('age', name('Age', 'Возраст', 'Вік'), { unit: 'years', min: 18, max: 100 }),
        yesNo('first_time', name('First time', 'Впервые', 'Вперше')),
        clinicVisit,
      ],
    ],
    [
      'eye_laser',
      name('Laser eye surgery', 'Лазерная коррекция зрения', 'Лазерна корекція зору'),
      30,
      [1, 2, 3, 9, 10, 11],
      [
        choice('defect', name('Sight', 'Зрение', 'Зір'), [
          ['short', 'Short sight', 'Близорукость', 'Короткозорість'],
          ['long', 'Long sight', 'Дальнозоркость', 'Далекозорість'],
          ['astigmatism', 'Astigmatism', 'Астигматизм', 'Астигматизм'],
          ['cataract', 'Cataract', 'Катаракта', 'Катаракта'],
        ]),
        number('dioptres', name('Dioptres, worse eye', 'Диоптрий, худший глаз', 'Діоптрій, гірше око'), {
          min: -30,
          max: 30,
        }),
        integer('age', name('Age', 'Возраст', 'Вік'), { unit: 'years', min: 18, max: 100 }),
        clinicVisit,
      ],
    ],
    [
      'rehabilitation',
      name('Rehabilitation', 'Реабилитация', 'Реабілітація'),
      50,
      [1, 5, 9],
      [
        choice('kind', name('Kind', 'Вид', 'Вид'), [
          ['addiction', 'Addiction', 'Зависимости', 'Залежності'],
          ['stroke', 'After a stroke', 'После инсульта', 'Після інсульту'],
          ['injury', 'After an injury or surgery', 'После травмы или операции', 'Після травми або операції'],
          ['elderly', 'Care of the elderly', 'Уход за пожилыми', 'Догляд за літніми'],
        ]),
        choice('asks', name('Who asks', 'Кто обращается', 'Хто звертається'), [
          ['patient', 'The patient', 'Сам пациент', 'Сам пацієнт'],
          ['relative', 'A relative', 'Родственник', 'Родич'],
        ]),
        yesNo('inpatient', name('Inpatient', 'Стационар', 'Стаціонар')),
        integer('days', name('Days', 'Дней', 'Днів'), { unit: 'days', min: 1, max: 730 }),
        startIn,
      ],
    ],
  ]),
  ...sector('education', name('Education', 'Образование', 'Освіта'), [
    [
      'languages',
      name('Language courses', 'Языковые курсы', 'Мовні курси'),
      12,
      [1, 8, 9],
      [
        choice('language', name('Language', 'Язык', 'Мова'), [
          ['english', 'English', 'Английский', 'Англійська'],
          ['german', 'German', 'Немецкий', 'Німецька'],
          ['chinese', 'Chinese', 'Китайский', 'Китайська'],
          ['french', 'French', 'Французский', 'Французька'],
          ['spanish', 'Spanish', 'Испанский', 'Іспанська'],
          ['ukrainian', 'Ukrainian', 'Украинский', 'Українська'],
          ['other', 'Other', 'Другой', 'Інша'],
        ]),
        choice('level', name('Level', 'Уровень', 'Рівень'), [
          ['zero', 'Beginner', 'С нуля', 'З нуля'],
          ['a', 'A1-A2', 'A1-A2', 'A1-A2'],
          ['b', 'B1-B2', 'B1-B2', 'B1-B2'],
          ['c', 'C1-C2', 'C1-C2', 'C1-C2'],
        ]),
        learner,
        studyFormat,
        yesNo('exam', name('For an exam', 'К экзамену', 'До іспиту')),
      ],
    ],
    [
      'it',
      name('IT courses', 'Курсы IT', 'Курси IT'),
      35,
      [1, 8, 9, 10],
      [
        choice('speciality', name('Speciality', 'Специальность', 'Спеціальність'), [
          ['development', 'Development', 'Разработка', 'Розробка'],
          ['testing', 'Testing', 'Тестирование', 'Тестування'],
          ['data', 'Data and AI', 'Данные и ИИ', 'Дані та ШІ'],
          ['design', 'Design', 'Дизайн', 'Дизайн'],
          ['marketing', 'Digital marketing', 'Интернет-маркетинг', 'Інтернет-маркетинг'],
          ['kids', 'Programming for children', 'Программирование для детей', 'Програмування для дітей'],
        ]),
        learner,
        studyFormat,
        yesNo('experience', name('Has experience', 'Есть опыт', 'Є досвід')),
        yesNo('instalments', name('Needs instalments', 'Нужна рассрочка', 'Потрібна розстрочка')),
      ],
    ],
    [
      'tutors',
      name('Tutors', 'Репетиторы', 'Репетитори'),
      25,
      [1, 8, 9, 10],
      [
        choice('subject', name('Subject', 'Предмет', 'Предмет'), [
          ['mathematics', 'Mathematics', 'Математика', 'Математика'],
          ['native_language', 'Native language', 'Родной язык', 'Рідна мова'],
          ['foreign_language', 'Foreign language', 'Иностранный язык', 'Іноземна мова'],
          ['physics', 'Physics', 'Физика', 'Фізика'],
          ['chemistry_biology', 'Chemistry or biology', 'Химия или биология', 'Хімія або біологія'],
          [
            'history_society',
            'History or social studies',
            'История или обществознание',
            'Історія або суспільствознавство',
          ],
          ['primary', 'Primary school', 'Начальная школа', 'Початкова школа'],
        ]),
        integer('grade', name('School year', 'Класс', 'Клас'), { min: 0, max: 12 }),
        yesNo('exam', name('For an exam', 'К экзамену', 'До іспиту')),
        studyFormat,
        integer('lessons_week', name('Lessons a week', 'Занятий в неделю', 'Занять на тиждень'), {
          min: 1,
          max: 14,
        }),
      ],
    ],
    [
      'study_abroad',
      name('Study abroad', 'Обучение за рубежом', 'Навчання за кордоном'),
      70,
      [1, 2, 3, 10, 11, 12],
      [
        choice('programme', name('Programme', 'Программа', 'Програма'), [
          ['school', 'School', 'Школа', 'Школа'],
          ['bachelor', 'Bachelor', 'Бакалавриат', 'Бакалаврат'],
          ['master', 'Master', 'Магистратура', 'Магістратура'],
          ['language', 'Language course', 'Языковой курс', 'Мовний курс'],
        ]),
        choices('destination', name('Where', 'Куда', 'Куди'), [
          ['europe', 'Europe', 'Европа', 'Європа'],
          ['uk', 'United Kingdom', 'Великобритания', 'Велика Британія'],
          ['north_america', 'USA or Canada', 'США или Канада', 'США або Канада'],
          ['asia', 'Asia', 'Азия', 'Азія'],
          ['australia', 'Australia', 'Австралия', 'Австралія'],
        ]),
        number('yearly_budget', name('Budget a year', 'Бюджет в год', 'Бюджет на рік'), { min: 0 }),
        yesNo(
          'language_certificate',
          name('Has a language certificate', 'Есть языковой сертификат', 'Є мовний сертифікат'),
        ),
        integer('start_year', name('Year of entry', 'Год поступления', 'Рік вступу'), {
          min: 2020,
          max: 2100,
        }),
      ],
    ],
  ]),
  ...sector('travel', name('Travel and events', 'Туризм и события', 'Туризм і події'), [
    [
      'tours',
      name('Tours', 'Туры', 'Тури'),
      12,
      [1, 2, 3, 5, 6, 7],
      [
        choice('destination', name('Destination', 'Направление', 'Напрямок'), [
          ['turkey', 'Turkey', 'Турция', 'Туреччина'],
          ['egypt', 'Egypt', 'Египет', 'Єгипет'],
          ['uae', 'UAE', 'ОАЭ', 'ОАЕ'],
          ['thailand', 'South-East Asia', 'Юго-Восточная Азия', 'Південно-Східна Азія'],
          ['europe', 'Europe', 'Европа', 'Європа'],
          ['domestic', 'Own country', 'По своей стране', 'По своїй країні'],
          ['other', 'Other', 'Другое', 'Інше'],
        ]),
        people,
        integer('children', name('Children', 'Детей', 'Дітей'), { min: 0, max: 50 }),
        integer('nights', name('Nights', 'Ночей', 'Ночей'), { min: 1, max: 90 }),
        integer('departure_month', name('Month of departure', 'Месяц вылета', 'Місяць вильоту'), {
          min: 1,
          max: 12,
        }),
        budget,
      ],
    ],
    [
      'weddings',
      name('Weddings', 'Свадьбы', 'Весілля'),
      60,
      [1, 2, 3, 4, 5],
      [
        integer('guests', name('Guests', 'Гостей', 'Гостей'), { min: 1, max: 2000 }),
        budget,
        integer('wedding_month', name('Month', 'Месяц', 'Місяць'), { min: 1, max: 12 }),
        choices('services', name('Services', 'Услуги', 'Послуги'), [
          ['turnkey', 'Turnkey', 'Под ключ', 'Під ключ'],
          ['venue', 'Venue', 'Площадка', 'Локація'],
          ['host', 'Host', 'Ведущий', 'Ведучий'],
          ['decor', 'Decoration', 'Оформление', 'Оформлення'],
          ['photo', 'Photo and video', 'Фото и видео', 'Фото та відео'],
          ['catering', 'Catering', 'Кейтеринг', 'Кейтеринг'],
        ]),
        yesNo('date_fixed', name('The date is fixed', 'Дата выбрана', 'Дату обрано')),
      ],
    ],
    [
      'visas',
      name('Visas', 'Визы', 'Візи'),
      5,
      [3, 4, 5, 6],
      [
        choice('visa', name('Visa', 'Виза', 'Віза'), [
          ['schengen', 'Schengen', 'Шенген', 'Шенген'],
          ['usa', 'USA', 'США', 'США'],
          ['uk', 'United Kingdom', 'Великобритания', 'Велика Британія'],
          ['china', 'China', 'Китай', 'Китай'],
          ['other', 'Other', 'Другая', 'Інша'],
        ]),
        choice('visa_purpose', name('Purpose', 'Цель', 'Мета'), [
          ['tourism', 'Tourism', 'Туризм', 'Туризм'],
          ['business', 'Business', 'Деловая', 'Ділова'],
          ['study', 'Study', 'Учёба', 'Навчання'],
          ['work', 'Work', 'Работа', 'Робота'],
          ['family', 'Family', 'Семья', "Сім'я"],
        ]),
        people,
        yesNo('refused_before', name('Was refused before', 'Были отказы', 'Були відмови')),
        startIn,
      ],
    ],
    [
      'photo',
      name('Photo and video shooting', 'Фото- и видеосъёмка', 'Фото- та відеозйомка'),
      15,
      [4, 5, 6, 7, 8],
      [
        choice('shoot', name('Shoot', 'Съёмка', 'Зйомка'), [
          ['wedding', 'Wedding', 'Свадьба', 'Весілля'],
          ['family', 'Family', 'Семейная', 'Сімейна'],
          ['event', 'Event', 'Мероприятие', 'Захід'],
          ['product', 'Product', 'Предметная', 'Предметна'],
          ['business', 'Business portrait', 'Деловой портрет', 'Діловий портрет'],
        ]),
        number('hours', name('Hours', 'Часов', 'Годин'), { unit: 'h', min: 0.5, max: 72 }),
        yesNo('video', name('With video', 'С видео', 'З відео')),
        budget,
      ],
    ],
  ]),
  ...sector('transport', name('Transport', 'Перевозки', 'Перевезення'), [
    [
      'moving',
      name('Moving', 'Переезды', 'Переїзди'),
      7,
      [5, 6, 7, 8, 9],
      [
        choice('what', name('What moves', 'Что перевезти', 'Що перевезти'), [
          ['flat', 'Flat', 'Квартира', 'Квартира'],
          ['office', 'Office', 'Офис', 'Офіс'],
          ['items', 'Several things', 'Отдельные вещи', 'Окремі речі'],
        ]),
        integer('loaders', name('Loaders', 'Грузчиков', 'Вантажників'), { min: 0, max: 50 }),
        distance,
        yesNo('packing', name('With packing', 'С упаковкой', 'З пакуванням')),
        startIn,
      ],
    ],
    [
      'freight',
      name('Freight', 'Грузоперевозки', 'Вантажоперевезення'),
      20,
      [8, 9, 10, 11, 12],
      [
        weight,
        number('volume_m3', name('Volume', 'Объём', "Об'єм"), { unit: 'm3', min: 0, max: 100_000 }),
        distance,
        choice('vehicle', name('Vehicle', 'Транспорт', 'Транспорт'), [
          ['van', 'Van', 'Фургон', 'Фургон'],
          ['truck', 'Truck', 'Фура', 'Фура'],
          ['refrigerator', 'Refrigerator', 'Рефрижератор', 'Рефрижератор'],
          ['oversize', 'Low loader', 'Трал', 'Трал'],
          ['part_load', 'Part load', 'Сборный груз', 'Збірний вантаж'],
        ]),
        yesNo('regular', name('Regular', 'Регулярно', 'Регулярно')),
        clientKind,
      ],
    ],
    [
      'car_hire',
      name('Car hire', 'Прокат автомобилей', 'Прокат автомобілів'),
      8,
      [5, 6, 7, 8, 9],
      [
        choice('class', name('Class', 'Класс', 'Клас'), [
          ['economy', 'Economy', 'Эконом', 'Економ'],
          ['comfort', 'Comfort', 'Комфорт', 'Комфорт'],
          ['business', 'Business', 'Бизнес', 'Бізнес'],
          ['suv', 'SUV', 'Внедорожник', 'Позашляховик'],
          ['minibus', 'Minibus', 'Микроавтобус', 'Мікроавтобус'],
        ]),
        integer('days', name('Days', 'Дней', 'Днів'), { unit: 'days', min: 1, max: 365 }),
        yesNo('with_driver', name('With a driver', 'С водителем', 'З водієм')),
        integer('driver_age', name('Age of the driver', 'Возраст водителя', 'Вік водія'), {
          unit: 'years',
          min: 18,
          max: 100,
        }),
      ],
    ],
    [
      'china_cargo',
      name('Cargo from China', 'Грузы из Китая', 'Вантажі з Китаю'),
      40,
      [8, 9, 10, 11],
      [
        weight,
        number('volume_m3', name('Volume', 'Объём', "Об'єм"), { unit: 'm3', min: 0, max: 100_000 }),
        choice('mode', name('Mode', 'Способ', 'Спосіб'), [
          ['air', 'Air', 'Авиа', 'Авіа'],
          ['rail', 'Rail', 'Железная дорога', 'Залізниця'],
          ['road', 'Road', 'Авто', 'Авто'],
          ['sea', 'Sea', 'Море', 'Море'],
        ]),
        yesNo('customs', name('With customs clearance', 'С таможенным оформлением', 'З митним оформленням')),
        yesNo(
          'purchase',
          name('With purchase and inspection', 'С выкупом и проверкой', 'З викупом і перевіркою'),
        ),
        yesNo('regular', name('Regular', 'Регулярно', 'Регулярно')),
      ],
    ],
  ]),
  ...sector('goods', name('Goods', 'Товары', 'Товари'), [
    [
      'appliances',
      name('Home appliances', 'Бытовая техника', 'Побутова техніка'),
      8.5,
      [11, 12],
      [
        choice('category', name('Category', 'Категория', 'Категорія'), [
          ['kitchen', 'Large kitchen', 'Крупная кухонная', 'Велика кухонна'],
          ['laundry', 'Laundry', 'Стиральная', 'Пральна'],
          ['small', 'Small', 'Мелкая', 'Дрібна'],
          ['tv_audio', 'TV and audio', 'ТВ и аудио', 'ТВ та аудіо'],
          ['computers', 'Computers and phones', 'Компьютеры и телефоны', "Комп'ютери й телефони"],
        ]),
        budget,
        delivery,
        yesNo('instalments', name('On credit', 'В кредит', 'У кредит')),
        startIn,
      ],
    ],
    [
      'furniture',
      name('Furniture', 'Мебель', 'Меблі'),
      9,
      [8, 9, 10, 11],
      [
        choice('category', name('Category', 'Категория', 'Категорія'), [
          ['upholstered', 'Upholstered', 'Мягкая', "М'яка"],
          ['bedroom', 'Bedroom', 'Спальня', 'Спальня'],
          ['wardrobes', 'Wardrobes', 'Шкафы', 'Шафи'],
          ['children', "Children's", 'Детская', 'Дитяча'],
          ['office', 'Office', 'Офисная', 'Офісна'],
        ]),
        yesNo('custom_made', name('Made to measure', 'На заказ', 'На замовлення')),
        budget,
        delivery,
        startIn,
      ],
    ],
    [
      'children',
      name("Children's goods", 'Детские товары', 'Дитячі товари'),
      7,
      [8, 11, 12],
      [
        choice('category', name('Category', 'Категория', 'Категорія'), [
          ['prams', 'Prams and car seats', 'Коляски и автокресла', 'Візки та автокрісла'],
          ['clothes', 'Clothes and shoes', 'Одежда и обувь', 'Одяг і взуття'],
          ['toys', 'Toys', 'Игрушки', 'Іграшки'],
          ['school', 'School', 'Для школы', 'Для школи'],
          ['food_care', 'Food and care', 'Питание и уход', 'Харчування та догляд'],
        ]),
        integer('child_age', name('Age of the child', 'Возраст ребёнка', 'Вік дитини'), {
          unit: 'years',
          min: 0,
          max: 17,
        }),
        budget,
        delivery,
      ],
    ],
    [
      'print',
      name('Printing', 'Полиграфия', 'Поліграфія'),
      15,
      [9, 10, 11, 12],
      [
        choice('product', name('Product', 'Продукция', 'Продукція'), [
          ['cards_flyers', 'Cards and flyers', 'Визитки и листовки', 'Візитки та листівки'],
          ['catalogues', 'Catalogues and books', 'Каталоги и книги', 'Каталоги та книги'],
          ['packaging', 'Packaging and labels', 'Упаковка и этикетки', 'Упаковка та етикетки'],
          ['large_format', 'Banners', 'Широкий формат', 'Широкий формат'],
          ['souvenirs', 'Souvenirs and calendars', 'Сувениры и календари', 'Сувеніри та календарі'],
        ]),
        integer('copies', name('Copies', 'Тираж', 'Наклад'), { min: 1, max: 100_000_000 }),
        yesNo('has_layout', name('Layout is ready', 'Макет готов', 'Макет готовий')),
        clientKind,
        startIn,
      ],
    ],
  ]),
  ...sector('b2b', name('Services for business', 'Услуги для бизнеса', 'Послуги для бізнесу'), [
    [
      'websites',
      name('Websites', 'Создание сайтов', 'Створення сайтів'),
      50,
      [1, 2, 3, 9, 10, 11],
      [
        choice('site_kind', name('Site', 'Тип сайта', 'Тип сайту'), [
          ['landing', 'Landing page', 'Лендинг', 'Лендинг'],
          ['corporate', 'Corporate', 'Корпоративный', 'Корпоративний'],
          ['shop', 'Online shop', 'Интернет-магазин', 'Інтернет-магазин'],
          ['portal', 'Portal or service', 'Портал или сервис', 'Портал або сервіс'],
          ['redesign', 'Redesign', 'Редизайн', 'Редизайн'],
        ]),
        budget,
        yesNo('has_brief', name('Has a specification', 'Есть техзадание', 'Є техзавдання')),
        choices('extras', name('Also needed', 'Дополнительно', 'Додатково'), [
          ['seo', 'Search optimisation', 'SEO', 'SEO'],
          ['ads', 'Advertising', 'Реклама', 'Реклама'],
          ['support', 'Support', 'Поддержка', 'Підтримка'],
          ['content', 'Content', 'Контент', 'Контент'],
        ]),
        startIn,
      ],
    ],
    [
      'crm_setup',
      name('CRM set-up', 'Внедрение CRM', 'Впровадження CRM'),
      80,
      [1, 2, 3, 9, 10, 11],
      [
        choice('system', name('System', 'Система', 'Система'), [
          ['bitrix24', 'Bitrix24', 'Битрикс24', 'Бітрікс24'],
          ['amocrm', 'amoCRM / Kommo', 'amoCRM / Kommo', 'amoCRM / Kommo'],
          ['hubspot', 'HubSpot', 'HubSpot', 'HubSpot'],
          ['salesforce', 'Salesforce', 'Salesforce', 'Salesforce'],
          ['other', 'Other', 'Другая', 'Інша'],
          ['undecided', 'Undecided', 'Не выбрана', 'Не обрано'],
        ]),
        integer('users', name('Users', 'Пользователей', 'Користувачів'), { min: 1, max: 100_000 }),
        yesNo('has_crm', name('Has a CRM now', 'CRM уже есть', 'CRM вже є')),
        choices('integrations', name('Integrations', 'Интеграции', 'Інтеграції'), [
          ['telephony', 'Telephony', 'Телефония', 'Телефонія'],
          ['messengers', 'Messengers', 'Мессенджеры', 'Месенджери'],
          ['site', 'Site', 'Сайт', 'Сайт'],
          ['accounting', 'Accounting', 'Учётная система', 'Облікова система'],
        ]),
        budget,
        startIn,
      ],
    ],
    [
      'franchise',
      name('Franchises', 'Франшизы', 'Франшизи'),
      300,
      [1, 2, 3, 9, 10],
      [
        number('investment', name('Ready to invest', 'Готов вложить', 'Готовий вкласти'), { min: 0 }),
        choice('industry', name('Industry', 'Отрасль', 'Галузь'), [
          ['food', 'Food', 'Общепит', 'Громадське харчування'],
          ['retail', 'Retail', 'Торговля', 'Торгівля'],
          ['services', 'Services', 'Услуги', 'Послуги'],
          ['education', 'Education', 'Образование', 'Освіта'],
          ['health_beauty', 'Health and beauty', 'Медицина и красота', 'Медицина та краса'],
          ['production', 'Production', 'Производство', 'Виробництво'],
        ]),
        yesNo('experience', name('Has run a business', 'Есть опыт в бизнесе', 'Є досвід у бізнесі')),
        yesNo('own_premises', name('Has premises', 'Есть помещение', 'Є приміщення')),
        yesNo('own_money', name('Own money', 'Собственные средства', 'Власні кошти')),
        startIn,
      ],
    ],
    [
      'headhunting',
      name('Headhunting', 'Подбор персонала', 'Підбір персоналу'),
      90,
      [1, 2, 3, 9, 10, 11],
      [
        choice('level', name('Level', 'Уровень', 'Рівень'), [
          ['executive', 'Executive', 'Руководитель', 'Керівник'],
          ['specialist', 'Specialist', 'Специалист', 'Спеціаліст'],
          ['mass', 'Mass recruitment', 'Массовый подбор', 'Масовий підбір'],
        ]),
        integer('vacancies', name('Vacancies', 'Вакансий', 'Вакансій'), { min: 1, max: 10_000 }),
        number('salary_month', name('Salary a month', 'Зарплата в месяц', 'Зарплата на місяць'), { min: 0 }),
        yesNo('remote', name('Remote', 'Удалённо', 'Віддалено')),
        startIn,
      ],
    ],
  ]),
];
