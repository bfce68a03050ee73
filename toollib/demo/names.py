"""Names of people who do not exist, from many places, as a real town has them.

The first sixty members are always these; in larger libraries given and family names are drawn.
"""

# The 17th, 21st and 30th are the people of the documentation.
FIRST_MEMBERS: tuple[str, ...] = (
    "Ines Moreau", "Tobias Lindqvist", "Grace Adeyemi", "Piotr Zieliński", "Mei-Ling Chow", "Hamza Farouk",
    "Beatrice Holloway", "Callum Ross", "Yuki Tanabe", "Sinéad O'Rourke", "Dmitri Volkonsky", "Zoë Castellane",
    "Rahul Deshpande", "Marta Økland", "Ewan McAllister", "Fatima Benali", "Ada Osei", "Lars Bergström",
    "Chipo Moyo", "Hannah de la Cruz", "Ben Kaya", "Rosa Quintanilla", "Tomasz Wójcik", "Aisling Byrne",
    "Kofi Mensah-Boateng", "Nadia Rahmani", "Jürgen Weißhaupt", "Siobhan O'Neil", "Amara Diallo", "Cleo Ruiz",
    "张伟", "Luca Ferrante", "Priya Raghunathan", "Owen Pritchard", "Elif Demirtaş", "Mbali Nkosi",
    "Henrik Ås", "Josephine Tremblay", "Gábor Szentmiklósi", "Aoife Ní Bhriain", "Samuel Okonkwo", "Layla Haddad",
    "ليلى المنصوري", "Derek Blunt", "Vera Sokolova", "Mateus Figueiredo", "Nina Kowalczyk", "Arjun Mehta",
    "María de los Ángeles Fernández-Villaverde y Castro-Monteagudo", "Oskar Nyström", "Ruth Abernathy",
    "Paolo Esposti", "佐藤 さくら", "Maeve Gallagher", "Ibrahim Sesay", "Lotte van den Heuvel", "Theo Papadakis",
    "Xochitl Navarro", "Björn Þórðarson", "Winnie Achieng",
)  # fmt: skip
GIVEN: tuple[str, ...] = tuple(
    """Abena Adam Agnes Aidan Alma Amina Anders Anita Anton Anwen Asha Astrid Ayesha Basil Beata Bogdan Bronwen Bruno
    Camila Cedric Chiara Clara Colm Dagny Dalia Daniel Desta Dilara Edith Eirik Elena Eliza Emeka Emil Enzo Esme Farah
    Felix Fergus Fiona Flora Freya Gareth Gemma Greta Hakim Hana Hector Helga Hugo Ida Imani Ingrid Iris Ivan Jamal
    Jasper Joana Jonas Jorge Juno Kaito Karim Kasia Keir Kenji Kerstin Laszlo Leila Leon Lena Lina Livia Maja Malik Marco
    Margot Maya Milan Mira Moses Nadir Naomi Nils Noor Odile Olga Omar Orla Otto Paula Petra Pia Rafael Rania Rhys Rita
    Ronan Rosalind Ruben Sana Selma Seun Silas Sofia Stella Stefan Sunita Tamsin Tariq Tessa Thabo Tilda Ulla Uma Viktor
    Wanda Wren Yara Yusuf Zainab Zora""".split()
)
FAMILY: tuple[str, ...] = tuple(
    """Abara Ackroyd Adomako Almeida Andersen Appiah Aydin Bakker Balogun Banerjee Barzani Baxter Bellweather Bianchi
    Blomqvist Borowski Brennan Caldecott Cardoso Chaudhry Chukwu Cooperwright Costa Cullinane Dahl D'Angelo Dankworth
    Delacroix Dempsey Dlamini Drummond Duarte Eriksen Fairweather Falk Feketova Fenwick Fofanah Fontaine Gascoyne Georgiou
    Ghosh Granholm Greenhalgh Gupta Haddow Hakimi Halloran Hartigan Hassan Hofmann Ibarra Iqbal Iversen Jankovic Jarrow
    Jimenez Kaplan Karlsen Kavanagh Keita Kilbride Kimura Klassen Kovac Kruger Kumar Lachance Larkspur Leclerc Lindgren
    Lockhart Lovelace Madani Magnusson Maguire Marchetti Matsuda Mbeki Merriweather Mirza Montague Mukherjee Murad
    Nakagawa Ndiaye Novak Nwosu Obi O'Dowd Okafor Olsson Oyelaran Paredes Patel Pellegrini Penhaligon Petrov Quigley
    Quist Rahman Rasmussen Redfern Ribeiro Rosenthal Saarinen Sarkar Schreiber Sedgwick Shah Silveira Sorensen Stanhope
    Szabo Takeda Tanner Thackeray Thorne Tolentino Trevelyan Tshabalala Underhill Valdez Vance Vasquez Venter Vogel
    Wainwright Wallin Whitlock Winterbourne Xu Yamada Yilmaz Zamora Zeller""".split()
)
