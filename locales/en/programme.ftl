# Names of the OCOP programme: steps, papers, product groups, roles; and what to say when something typed is wrong.

## The six steps

step-1-name = Learn about the programme
step-1-purpose =
    You learn what OCOP is, what it brings and what it asks.
    When you have read it, confirm and go on to register.
step-2-name = Register the idea
step-2-purpose =
    You describe your product on the registration form.
    The commune officer looks at it and answers: accepted, or what to mend.
step-3-name = Business plan
step-3-purpose =
    You write how you will make it, sell it and what money it takes.
    The commune officer looks at it and answers: accepted, or what to mend.
step-4-name = Carry out the plan
step-4-purpose =
    You follow the plan: production, packaging, labels, stamps.
    Send each paper when you have it; the commune officer looks at them one by one.
step-5-name = Evaluation and stars
step-5-purpose =
    You hand in the dossier and samples. The commune checks them and proposes to the province.
    The provincial council scores the product; the result is its stars.
step-6-name = Promotion and sales
step-6-purpose =
    The product is shown at fairs, online and by QR code.
    Officers tell you about fairs and support.

## Papers

paper-idea-new = Idea form (new product)
paper-idea-new-help =
    Form 01, for a product you plan to make. You answer question by question here; no paper form is needed.
paper-idea-existing = Idea form (existing product)
paper-idea-existing-help =
    Form 02, for a product you already sell. You answer question by question here; no paper form is needed.
paper-plan = Business plan
paper-plan-help =
    Form 03: what you make, for whom, what money it takes, what it earns. Ask the commune officer where it is hard.
paper-product-photos = Photos of the product
paper-product-photos-help =
    Clear photos of product and packaging in good light, front and back. A phone camera will do.
paper-production-licence = Production licence
paper-production-licence-help =
    For instance the food safety certificate of your workshop. The commune officer knows which products need one and where to get it.
paper-quality-declaration = Quality declaration
paper-quality-declaration-help =
    Your own or registered declaration of the product's quality. Ask the commune officer how to make one.
paper-safety-test = Food safety test report
paper-safety-test-help =
    A laboratory's results for a sample of the product, on the limits you declared.
paper-product-standard = Product standard
paper-product-standard-help =
    Your own description of what the product must meet: colour, smell, taste, size, safety.
paper-label = Photos of label and packaging
paper-label-help =
    Clear photos of every side of the label, so that name, contents, best-before date and maker can be read.
paper-barcode = Barcode certificate
paper-barcode-help =
    The certificate for the barcode on the packaging, from the barcode authority.
paper-trace-stamp = Traceability stamp
paper-trace-stamp-help =
    A photo of the stamp or the contract for it. Customers scan it to see where the product was made and by whom.
paper-intellectual-property = Trade mark, geographical name
paper-intellectual-property-help =
    The protection of a trade mark or design, or the right to use a regional name, from the IP office or the name's manager.
paper-raw-material = Origin of raw materials
paper-raw-material-help =
    Contracts, invoices or records that show where raw materials come from and whom you work with.
paper-environment = Environmental papers
paper-environment-help =
    An environmental plan, licence or registration. Ask the commune officer which one you need.
paper-quality-system = VietGAP, HACCP, ISO… certificate
paper-quality-system-help =
    A certificate that you follow an advanced quality system, from a certification body.
paper-quality-control = Quality records
paper-quality-control-help =
    The quality control plan and a record of each batch: date, quantity, who checked it.
paper-organisation = Introduction of the organisation
paper-organisation-help =
    Form 04: who works with you, at what, how many are local. You answer question by question here.
paper-samples = Samples handed over
paper-samples-help =
    Five units of the product (five bottles, five packs) given to the officer for the council. Take a photo of the hand-over and send it.
paper-business-licence = Business registration
paper-business-licence-help =
    A certified copy, if you are registered. The commune People's Committee can certify it.
paper-accounting = Accounting papers
paper-accounting-help =
    A cash book, a financial report or a contract with an accountant.
paper-marketing = Sales and promotion
paper-marketing-help =
    Agency contracts, photos from fairs, a website or shop page: whatever shows how you sell and promote.
paper-story = Story of the product
paper-story-help =
    Where the product comes from, who makes it, how it differs. Add leaflets or films if you have them.
paper-awards = Awards and votes
paper-awards-help =
    Commendations, prizes and votes that the product has won.
paper-technology = Photos and description of the technology
paper-technology-help =
    Photos of machines and of ways that save material or fuel or use by-products again, with a few sentences.
paper-labour-list = List of local workers
paper-labour-list-help =
    Insured workers with their permanent addresses, signed by the owner. Serves all products of the business.
paper-growth = Financial reports, cooperative rating
paper-growth-help =
    A cooperative sends its rating; others the financial reports of the last two years. Serves all products.
paper-promotion = Website, leaflets, promotion
paper-promotion-help =
    Pictures of the website, the Facebook page, leaflets, press: whatever shows how you present the product.
paper-export = Export papers
paper-export-help =
    Export contracts carried out, international certificates, results of fairs abroad. None: leave it out.
paper-form-01 = Registration (form 01)
paper-form-01-help =
    Answer a few questions; I fill in the form and send it as Word. Print, sign, stamp if you have one, photograph, send back.
paper-form-02 = Self-assessment report (form 02)
paper-form-02-help =
    Tell about the business and the product; I put it together with your points and evidence. Print, sign, photograph, send back.

## Product groups

group-food = Food
group-drinks = Drinks
group-herbal = Medicinal plants and products made from them
group-crafts = Handicrafts
group-ornamental = Ornamental plants and animals
group-tourism = Community tourism, eco-tourism and tourist sites
group-herbal-2019 = Herbs
group-crafts-2019 = Handicrafts and decoration
group-textiles = Textiles and clothing
group-tourism-2019 = Rural tourism and sales services

subgroup-fresh-produce = Fresh vegetables, roots, fruit, seeds
subgroup-fresh-meat = Fresh meat, fish, eggs, milk
subgroup-fresh-meat-2019 = Fresh meat, eggs, milk
subgroup-rice-cereals = Rice, cereals, cleaned seeds
subgroup-rice-cereals-2019 = Rice, cereals
subgroup-honey = Honey, nectars, other farm products
subgroup-honey-2019 = Honey, honey products, other nectars
subgroup-fast-food = Ready-to-eat food
subgroup-processed-cereals = Made from rice, cereals
subgroup-processed-produce = Made from vegetables, roots, fruit, seeds
subgroup-processed-meat = Made from meat, fish, eggs, milk, honey
subgroup-processed-meat-2019 = Made from meat, eggs, milk
subgroup-processed-fish = Made from fish and seafood
subgroup-liquid-seasoning = Soy and fish sauces, liquid seasonings
subgroup-other-seasoning = Other seasonings
subgroup-tea = Fresh and processed tea
subgroup-other-tea = Tea of other plants, flowers, herbs
subgroup-coffee-cocoa = Coffee, cocoa
subgroup-white-spirit = White spirit
subgroup-other-alcohol = Other alcoholic drinks
subgroup-water = Mineral and purified water
subgroup-soft-drinks = Soft drinks
subgroup-herbal-medicine = Food supplements, herbal medicines
subgroup-cosmetics = Cosmetics
subgroup-medical-devices = Medical devices
subgroup-other-herbal = Other herbs
subgroup-decorative-crafts = Handicrafts, decoration
subgroup-household-crafts = Household handicrafts
subgroup-crafts = Household and decorative crafts
subgroup-flowers = Flowers
subgroup-trees = Ornamental trees
subgroup-pets = Ornamental animals
subgroup-textiles = Textiles, clothing
subgroup-ornamental = Flowers, ornamental plants and animals
subgroup-tourism = Community tourism, eco-tourism, sites
subgroup-rural-tourism = Tourism, traditions, festivals

## Producers, roles, levels

entity-company = Company
entity-cooperative = Cooperative
entity-cooperative-group = Cooperative group
entity-household = Household business
entity-farm = Farm
entity-other = Other

role-officer = OCOP officer
role-council = Council member
role-administrator = Administrator

level-commune = Commune
level-district = District (until 1/7/2025)
level-province = Province
level-centre = National

## Hard conditions, confirmed by the council's secretary when a session closes

condition-mandatory-three = Meets all mandatory criteria for 3 stars
condition-mandatory-four = Meets all mandatory criteria for 4 stars
condition-mandatory-five = Meets all mandatory criteria for 5 stars

## Something typed is wrong: what, a right example, and that nothing is lost

wrong-phone =
    This is not a Vietnamese mobile number yet. Type all 10 digits, for example 0912 345 678.
    Your other answers are kept.
wrong-tax-number =
    This tax number is not right; one digit may be mistyped. It has 10 digits, for example 0100109106, or 13, for example 0100109106-001.
    Your other answers are kept.
wrong-name =
    This name will not do: it needs letters, 2 to {$longest} characters, on one line. For example: Nga An Cooperative.
    Your other answers are kept.
wrong-too-long =
    This has {$length} characters; the most is {$longest}. Shorten it, for example by leaving out what is said twice, and send it again.
    What you sent is still above, and your other answers are kept.
wrong-too-short =
    This is a little short; it needs at least {$shortest} characters. Say more, for example what it is made of, how, and where it is sold.
    Your other answers are kept.
wrong-date =
    This date cannot be read. Type day, month, year, for example 31/7/2026, or type: today.
    Your other answers are kept.
wrong-decision-number =
    This is not how a decision number looks. For example: 1234/QĐ-UBND.
    Your other answers are kept.
wrong-number =
    This number will not do. Type a whole number from {$least} to {$most}, for example 1200.
    Your other answers are kept.
