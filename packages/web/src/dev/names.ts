/** Made-up companies, people and places of the fixture: first and second words combine into more names than any screen shows. */
export const leads = [
  'Halden', 'Mirelle', 'Orvane', 'Castor', 'Veltra', 'Kestrel', 'Tidewell', 'Brightmoor', 'Solenne', 'Pikeford', 'Nordhavn', 'Arbor Street', 'Quillon', 'Ferro', 'Juniper Vale', 'Maison Perrault',
  'Osterby', 'Inverlay', 'Kaldur', 'Lindqvist', 'Marlowe', 'Norrland', 'Pellworm', 'Rowan Hart', 'Altamira', 'Bexcombe', 'Cairnmuir', 'Dunmore', 'Elbfeld', 'Fennick', 'Grevena', 'Hollis', 'Isarwerk', 'Jessamine', 'Korvald', 'Lagoa',
]
export const trades = ['Freight', 'Foods', 'Dental', 'Energy', 'Robotics', 'Insurance', 'Schools', 'Hotels', 'Logistics', 'Marine', 'Bank', 'Legal', 'Antico', 'Clinics', 'Retail', 'Water', 'Fisheries', 'Home', 'Academy', 'Timber', 'Dairy', 'Textiles', 'Optics', 'Cycles', 'Paper']
export const people = ['Ines Carvalho', 'Ada Okafor', 'Jonas Meyer', 'Marit Solberg', 'Tomás Rivas', 'Yuki Tanaka', 'Priya Raman', 'Léa Fournier', 'Owen Griffiths', 'Hanna Virtanen', 'Samir Haddad', 'Elena Petrova']
export const cities = ['Bergen', 'Lyon', 'Porto', 'Leeds', 'Hamburg', 'Turku', 'Ghent', 'Aarhus', 'Cork', 'Trieste', 'Malmö', 'Graz']
