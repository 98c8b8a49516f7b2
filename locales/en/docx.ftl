# The words of the Word files that are drawn from forms; the official papers themselves are in Vietnamese.
docx-heading = SOCIALIST REPUBLIC OF VIET NAM
docx-motto = Independence – Freedom – Happiness
docx-idea-new = PRODUCT IDEA REGISTRATION (new product)
docx-idea-existing = REGISTRATION OF AN EXISTING PRODUCT
docx-plan = PRODUCTION AND BUSINESS PLAN
docx-organisation = ORGANISATION OF THE PRODUCER
docx-subtitle = Product: { $product }
docx-producer = Producer
docx-representative = Representative
docx-commune = Address (commune, province)
docx-place-date = { $commune }, { $day }/{ $month }/{ $year }
docx-signer = FOR THE PRODUCER
docx-note = Dossier code in the OCOP assistant: { $code }. Please read, sign (and stamp), then send a photo or scan to this same paper.
docx-file = { $paper } – { $product }
docx-as-above = As under 1.
