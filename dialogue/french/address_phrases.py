"""Words around a place: lead-ins, corrections, and how one place lies to another. All folded."""

from dialogue.french.phrases import phrases

HESITATIONS = frozenset({"euh", "heu", "hum", "hm", "mh"})
"""Folded words to hear past."""

REPAIRS = phrases("""
    non pardon; pardon; non non; non; nan; ou plutot; plutot; je me trompe; je me suis trompe; je me
    suis trompee; excusez moi; je veux dire; je voulais dire; enfin; pardon non; pardonnez moi; non
    excusez moi; non plutot
    """)
"""What announces a correction: what follows replaces what came before."""

RELATIONS = {
    "à l'angle de": phrases("""
    a l angle; l angle; angle; au coin; le coin; au croisement; le croisement; croisement; a l
    intersection; l intersection; intersection; au carrefour de; au carrefour des; au carrefour du; au
    carrefour entre; au croisement entre; a l angle entre; a l intersection entre; dans l angle; sur l
    angle
    """),
    "en face de": phrases("en face; juste en face; face a; face au"),
    "devant": phrases("devant; juste devant"),
    "à côté de": phrases("a cote; juste a cote; sur le cote"),
    "près de": phrases("""
    pres de; pres du; pres des; pres d; proche de; proche du; proche des; pas loin; non loin; a
    proximite; vers; aux alentours; aux abords; tout pres; juste pres; du cote
    """),
    "derrière": phrases("derriere; juste derriere"),
    "au bout de": phrases("au bout; tout au bout; a la fin"),
    "à l'entrée de": phrases("a l entree; devant l entree"),
    "à hauteur de": phrases("a hauteur; a la hauteur; au niveau; a peu pres au niveau"),
    "entre": phrases("entre"),
}
"""How a place lies to another, as it is named in `SpokenAddress.relation`, and how people say it."""

LEAD_INS = phrases("""
    alors; donc; ben; bah; bon; oui; voila; c est; c est situe; c est au; ca se trouve; ca se situe; ca
    se passe; il se trouve; elle se trouve; se trouve; il est; elle est; ils sont; j habite; nous
    habitons; on est; je suis; je me trouve; je suis situe; l adresse; l adresse c est; l adresse est;
    mon adresse; est; mon adresse c est; mon adresse est; a l adresse; chez moi; situe; situee; et;
    ouais; exactement; dans; sur; a; au; aux; en; de; du; des; d; la; le; les; l; numero; le numero; au
    numero; juste; plus exactement; plus precisement; c etait; ce serait; ca serait; ca doit
    etre; je crois que c est; je dirais; il y en a un; par la; la bas; mettons
    """)
"""What stands before a place and says nothing of it."""

DEICTIC = frozenset({"chez moi", "chez nous", "la maison", "ma maison", "chez vous", "moi", "nous", "maison", "ca"})
"""Landmarks that only the caller can see."""
