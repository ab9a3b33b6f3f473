from django.urls import path

from fodfaeste.web.courses import acting, changing, making, of_case, views

urlpatterns = [
    path("hold/", views.courses, name="courses"),
    path("hold/nyt/", making.choose, name="course_new"),
    path("hold/nyt/<str:course_key>/", making.make, name="course_make"),
    path("hold/sag/<uuid:case_id>/", of_case.courses_of_case, name="courses_of_case"),
    path("hold/<uuid:run_id>/", views.course, name="course"),
    path("hold/<uuid:run_id>/fremmoede/", views.attendance, name="course_attendance"),
    # Files lie apart from pages; see ``web.uploads``.
    path("filer/hold/<uuid:run_id>/", views.course_list, name="course_list"),
    path("hold/<uuid:run_id>/ret/", changing.change, name="course_change"),
    path("hold/<uuid:run_id>/tilmeld/", acting.enrol, name="course_enrol"),
    path("hold/<uuid:run_id>/indkald/", acting.invite, name="course_invite"),
    path("hold/<uuid:run_id>/svar/", acting.answer, name="course_answer"),
    path("hold/<uuid:run_id>/frameld/", acting.withdraw, name="course_withdraw"),
    path("hold/<uuid:run_id>/orienteret/", acting.told, name="course_told"),
    path("hold/<uuid:run_id>/foerste-dag/", acting.follow, name="course_follow"),
    path("hold/<uuid:run_id>/paaroerende/", acting.relatives, name="course_relatives"),
    path("hold/<uuid:run_id>/startsamtaler/", changing.times, name="course_times"),
    path("hold/<uuid:run_id>/startsamtaler/book/", acting.book, name="course_book"),
    path(
        "hold/<uuid:run_id>/moedegang/<uuid:session_id>/", changing.session, name="course_session"
    ),
]
