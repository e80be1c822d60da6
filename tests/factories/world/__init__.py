"""One school in which every page of the product has something to show, and another school beside it.

Rows are written directly, each case in the state that some page asks for. `World.places` names them: the guards look
up there which row an address is about, and whose matter it is.
"""

from tests.factories.world.beginnings import rated
from tests.factories.world.growth import grow
from tests.factories.world.making import make_world
from tests.factories.world.places import Place, World

__all__ = ["Place", "World", "grow", "make_world", "rated"]
