"""A conversation that is not registered would not be found by anybody."""

import pkgutil
from importlib import import_module

import handlers
from chat.router import Screens


def test_every_module_with_screens_is_registered() -> None:
    product = handlers.all_screens()
    names = [found.name for found in pkgutil.walk_packages(handlers.__path__, "handlers.")]
    modules = [import_module(name) for name in names]
    forgotten = {
        module.__name__
        for module in modules
        if isinstance(own := getattr(module, "screens", None), Screens)
        and not (own.routes and set(own.routes) <= set(product.routes) and set(own.typed) <= set(product.typed))
    }
    assert forgotten == set()


def test_what_people_ask_for_has_an_address() -> None:
    routes = handlers.all_screens().routes
    assert [to for to in handlers.INTENTS.values() if all(route.match(to) is None for route in routes)] == []


def test_a_form_is_known_to_the_product() -> None:
    screens = handlers.all_screens()
    addresses = {route.pattern for route in screens.routes}
    assert len({form.name for form in screens.forms}) == len(screens.forms) > 8
    assert all(form.address("{subject}") in addresses for form in screens.forms)
