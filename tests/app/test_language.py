def test_the_language_can_be_changed_before_signing_in(client):
    response = client.post("/sprog/", {"language": "en", "next": "/konto/login/"})
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "en"
